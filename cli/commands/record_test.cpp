// `wiretape record`, the real command: an application, a provider, and the tapes in between.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/mockserver/mock_server.h"

#include "cli/exit_code.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"
#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::cli {
namespace {

using mockserver::MockServer;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Finished;
using wiretape::cli::testing::Folder;
using wiretape::cli::testing::run;
using wiretape::testing::post;
using wiretape::testing::RawClient;

const std::string hello_tape = std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/openai_chat/hello.yaml";
constexpr std::string_view key_field = "Authorization: Bearer sk-not-to-be-seen\r\nConnection: close\r\n";
const std::string question = R"({"model":"wiretape-hello","stream":true,"messages":[{"role":"user","content":"Hi"}]})";

MockServer play(const std::vector<std::string>& files, net::TlsServerContext tls = nullptr) {
  std::vector<tape::Tape> tapes;
  for (const auto& file : files)
    tapes.push_back(std::get<tape::Tape>(compile::load_tape(file)));
  return std::get<MockServer>(
      MockServer::start(std::move(tapes), {.delivery = {.instant = true}, .tls = std::move(tls)}));
}

std::string answer_to(std::uint16_t port, const std::string& request) {
  RawClient client(port);
  client.send(request);
  return client.read_all();
}

std::string text_of(const std::string& file) {
  std::ifstream opened(file);
  return {std::istreambuf_iterator<char>(opened), {}};
}

/// Waits until a file holds a text; false after half a minute.
bool comes_to_hold(const std::string& file, const std::string& text) {
  const auto latest = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (text_of(file).find(text) == std::string::npos) {
    if (std::chrono::steady_clock::now() > latest) return false;
    std::this_thread::yield();
  }
  return true;
}

/// A recorder that writes to a folder.
class Record : public ::testing::Test {
 protected:
  void record(const std::vector<std::string>& upstreams, std::vector<std::string> options = {},
              const std::vector<std::string>& environment = {}) {
    options.insert(options.begin(), {"record", "--out", folder_.path("tapes"), "--port", "0", "--json"});
    for (const auto& upstream : upstreams)
      options.insert(options.end(), {"--upstream", upstream});
    command_ = std::make_unique<Command>(options, environment);
    ready_ = json::parse(command_->read_until("\n"), nullptr, false);
    port_ = ready_.value("port", std::uint16_t{0});
  }

  /// Ends it; the last line of its output.
  json end(int exit_code = exit_completed) {
    command_->interrupt();
    finished_ = command_->finish();
    EXPECT_EQ(finished_.exit_code, exit_code) << finished_.errors;
    const auto& output = finished_.output;
    const auto begin = output.find_last_of('\n', output.size() - 2);
    return json::parse(output.substr(begin == std::string::npos ? 0 : begin + 1), nullptr, false);
  }

  [[nodiscard]] std::vector<std::string> tapes() const {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path("tapes")))
      files.push_back(entry.path().string());
    std::ranges::sort(files);
    return files;
  }

  Folder folder_;
  std::unique_ptr<Command> command_;
  json ready_;
  std::uint16_t port_ = 0;
  Finished finished_;
};

TEST_F(Record, KeepsWhatItPassesOnAndATapeOfItAnswersAlike) {
  const auto provider = play({hello_tape});
  record({provider.url()});
  EXPECT_EQ(ready_["upstreams"], json::parse(R"([{"name":"","url":")" + provider.url() + R"("}])"));
  const auto request = post("/v1/chat/completions", question, key_field);
  const auto heard = answer_to(port_, request);
  EXPECT_THAT(heard, EndsWith("data: [DONE]\n\n\r\n0\r\n\r\n"));
  EXPECT_EQ(end(), json({{"recorded", 1}, {"trouble", 0}, {"out", folder_.path("tapes")}}));

  const auto files = tapes();
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_EQ(run({"check", folder_.path("tapes")}).exit_code, exit_completed);
  const auto replay = play(files);
  EXPECT_EQ(wiretape::testing::body_of(answer_to(replay.port(), request)), wiretape::testing::body_of(heard));
  EXPECT_THAT(answer_to(replay.port(), post("/v1/chat/completions", R"({"model":"other"})", key_field)),
              HasSubstr("404"));
}

TEST_F(Record, KeepsNoKey) {
  const auto provider = play({hello_tape});
  record({provider.url()}, {"--log", "text"});
  answer_to(port_, post("/v1/chat/completions?api_key=sk-not-to-be-seen", question, key_field));
  end();
  for (const auto& file : tapes()) {
    EXPECT_THAT(text_of(file), AllOf(HasSubstr("/v1/chat/completions"), Not(HasSubstr("not-to-be-seen"))));
  }
  EXPECT_THAT(finished_.errors, AllOf(HasSubstr("wiretape: kept "), Not(HasSubstr("not-to-be-seen"))));
}

TEST_F(Record, MasksWhatIsPersonalAndItsTapeAnswersAllTheSame) {
  const auto provider = play({hello_tape});
  record({provider.url()});
  const std::string letter =
      R"({"model":"wiretape-hello","stream":true,"messages":[{"role":"user","content":"I am jo@mail.com. Hi"}]})";
  const auto request = post("/v1/chat/completions", letter, key_field);
  const auto heard = answer_to(port_, request);
  end();
  const auto files = tapes();
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_THAT(text_of(files[0]), Not(HasSubstr("jo@mail")));
  const auto replay = play(files);
  EXPECT_EQ(wiretape::testing::body_of(answer_to(replay.port(), request)), wiretape::testing::body_of(heard));
  EXPECT_THAT(answer_to(replay.port(), post("/v1/chat/completions", question, key_field)), HasSubstr("404"));
}

TEST_F(Record, MasksByRulesOfItsUser) {
  const auto provider = play({hello_tape});
  folder_.write("rules.yaml", "wiretape_rules: 1\npersonal_data: false\nmembers: [license]\n");
  record({provider.url()}, {"--rules", folder_.path("rules.yaml"), "--match", "messages,license"});
  answer_to(port_,
            post("/v1/chat/completions",
                 R"({"model":"wiretape-hello","license":"abcd","messages":[{"role":"user","content":"a@b.cc"}]})",
                 key_field));
  end();
  const auto text = text_of(tapes().at(0));
  EXPECT_THAT(text, AllOf(HasSubstr("a@b.cc"), Not(HasSubstr("abcd"))));

  folder_.write("rules.yaml", "wiretape_rules: 1\nmember: [x]\n");
  const auto mistaken = run({"record", "--upstream", "http://127.0.0.1:1", "--out", folder_.path("tapes"), "--rules",
                             folder_.path("rules.yaml")});
  EXPECT_EQ(mistaken.exit_code, exit_usage);
  EXPECT_THAT(mistaken.errors, AllOf(HasSubstr("rules.yaml:2:"), HasSubstr("members")));
}

TEST_F(Record, MasksNothingOnlyOfItsOwnMachine) {
  const auto provider = play({hello_tape});
  record({provider.url()}, {"--no-redact"});
  answer_to(port_, post("/v1/chat/completions",
                        R"({"model":"wiretape-hello","messages":[{"role":"user","content":"a@b.cc"}]})", key_field));
  end();
  EXPECT_THAT(text_of(tapes().at(0)), HasSubstr("a@b.cc"));

  const auto refused = run({"record", "--upstream", "http://192.0.2.1", "--out", folder_.path("tapes"), "--no-redact"});
  EXPECT_EQ(refused.exit_code, exit_usage);
  EXPECT_THAT(refused.errors, AllOf(HasSubstr("--no-redact"), HasSubstr("192.0.2.1")));
}

TEST_F(Record, RecoversWhatAKilledOneLeft) {
  const auto provider = play({hello_tape});
  record({provider.url()});
  RawClient client(port_);
  client.send(post("/@hold:at=before_finish/v1/chat/completions", question, key_field));
  ASSERT_TRUE(comes_to_hold(folder_.path("tapes/000001.capture"), "data: "));
  command_->signal(SIGKILL);
  command_->finish();
  const auto recovered = run({"record", "--recover", "--out", folder_.path("tapes"), "--json"});
  EXPECT_EQ(recovered.exit_code, exit_completed) << recovered.errors;
  EXPECT_EQ(json::parse(recovered.output)["recovered"], 1);
  ASSERT_THAT(tapes(), SizeIs(1));
  EXPECT_THAT(tapes().at(0), EndsWith(".yaml.incomplete"));
  EXPECT_THAT(text_of(tapes().at(0)), Not(HasSubstr("not-to-be-seen")));
}

TEST_F(Record, KeepsAFailureAsOne) {
  const auto provider = play({hello_tape});
  record({provider.url()});
  const auto heard = answer_to(port_, post("/@fin:at=before_finish/v1/chat/completions", question, key_field));
  EXPECT_THAT(heard, Not(HasSubstr("[DONE]")));
  EXPECT_EQ(end()["recorded"], 1);
  const auto tape = std::get<tape::Tape>(compile::load_tape(tapes().at(0)));
  const auto& recorded = std::get<tape::RecordedResponse>(tape.exchanges.at(0).answer);
  EXPECT_EQ(recorded.end.how, wire::Ending::cut_between_chunks);
}

TEST_F(Record, NamesLeadToUpstreams) {
  const auto one = play({hello_tape});
  const auto two = play({hello_tape});
  record({"one=" + one.url(), "two=" + two.url()});
  answer_to(port_, post("/two/v1/chat/completions", question, key_field));
  EXPECT_THAT(answer_to(port_, post("/v1/chat/completions", question, key_field)), HasSubstr("at /one/"));
  EXPECT_EQ(end()["recorded"], 1);
  EXPECT_THAT(one.journal().entries(), IsEmpty());
  EXPECT_THAT(two.journal().entries(), SizeIs(1));
}

TEST_F(Record, KeepsWhatGoesByItsProxyToTheHostsItIntercepts) {
  const auto authority = std::get<net::TestAuthority>(net::make_test_authority("localhost"));
  folder_.write("upstream.pem", authority.certificate);
  auto provider = std::make_unique<MockServer>(play({hello_tape}, authority.server));
  record({}, {"--proxy", "--intercept", "localhost=" + provider->url(), "--upstream-ca", folder_.path("upstream.pem")});
  EXPECT_EQ(ready_["proxy"]["intercepted"], json::array({"localhost"}));
  const auto request = post("/v1/chat/completions?api_key=sk-not-to-be-seen", question, key_field);
  wiretape::testing::RawTlsClient client(port_, text_of(ready_["proxy"]["ca_file"].get<std::string>()),
                                         {.tunnel = "localhost:443"});
  ASSERT_TRUE(client.is_connected());
  client.send(request);
  const auto heard = client.read_all();
  EXPECT_THAT(heard, EndsWith("data: [DONE]\n\n\r\n0\r\n\r\n"));
  EXPECT_THAT(answer_to(port_, post("/v1", "{}", key_field)), HasSubstr("wiretape_no_upstream"));
  EXPECT_EQ(end()["recorded"], 1);
  provider.reset();

  const auto files = tapes();
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_THAT(text_of(files[0]), Not(HasSubstr("not-to-be-seen")));
  const auto replay = play(files);
  EXPECT_EQ(wiretape::testing::body_of(answer_to(replay.port(), request)), wiretape::testing::body_of(heard));
}

TEST_F(Record, SaysWhatIsWrongWithItsProxy) {
  const auto out = folder_.path("tapes");
  const auto alone = run({"record", "--out", out, "--proxy"});
  EXPECT_EQ(alone.exit_code, exit_usage);
  EXPECT_THAT(alone.errors, HasSubstr("--proxy needs --intercept HOST"));
  const auto unmasked = run({"record", "--out", out, "--proxy", "--intercept", "api.test", "--no-redact"});
  EXPECT_EQ(unmasked.exit_code, exit_usage);
  EXPECT_THAT(unmasked.errors, HasSubstr("api.test is not"));
  const std::vector<std::string> arguments{"record",      "--out",    out,      "--proxy",
                                           "--intercept", "api.test", "--port", "8090"};
  Command itself(arguments, {"HTTPS_PROXY=http://127.0.0.1:8090"});
  EXPECT_THAT(itself.finish().errors, HasSubstr("HTTPS_PROXY names this recorder itself"));
  Command tunnelled(arguments, {"HTTPS_PROXY=http://127.0.0.1:8090", "NO_PROXY=api.test"});
  EXPECT_THAT(tunnelled.finish().errors, HasSubstr("HTTPS_PROXY names this recorder itself"));
}

TEST_F(Record, SaysWhatIsWrongWithItsArguments) {
  const auto out = folder_.path("tapes");
  const auto unnamed = run({"record", "--out", out, "--upstream", "http://a", "--upstream", "http://b"});
  EXPECT_EQ(unnamed.exit_code, exit_usage);
  EXPECT_THAT(unnamed.errors, HasSubstr("NAME=URL"));
  const auto scheme = run({"record", "--out", out, "--upstream", "api.openai.com"});
  EXPECT_EQ(scheme.exit_code, exit_usage);
  EXPECT_THAT(scheme.errors, HasSubstr("--upstream 'api.openai.com', byte 0: "));
  const auto authority =
      run({"record", "--out", out, "--upstream", "https://a", "--upstream-ca", folder_.path("none.pem")});
  EXPECT_EQ(authority.exit_code, exit_usage);
  EXPECT_THAT(authority.errors, HasSubstr("none.pem"));
  EXPECT_EQ(run({"record", "--upstream", "http://a"}).exit_code, exit_usage) << "without --out";
  EXPECT_THAT(run({"record", "--out", out}).errors, HasSubstr("--upstream is required"));
}

TEST_F(Record, TellsPeopleWhatItDoes) {
  const auto provider = play({hello_tape});
  const Folder folder;
  Command command({"record", "--upstream", "openai=" + provider.url("/v1"), "--out", folder.path("t"), "--port", "0"});
  EXPECT_THAT(command.read_until("\n"), AllOf(HasSubstr("wiretape: recording on http://127.0.0.1:"),
                                              HasSubstr("/openai/ to " + provider.url("/v1") + " into ")));
  command.interrupt();
  EXPECT_THAT(command.finish().errors, HasSubstr("wiretape: 0 exchanges recorded in " + folder.path("t")));
}

TEST_F(Record, ShowsWhatPassesToWhoLooksOn) {
  const auto provider = play({hello_tape});
  const Folder folder;
  Command command({"record", "--upstream", provider.url(), "--out", folder.path("t"), "--port", "0", "--control-port",
                   "0", "--json"});
  const auto ready = json::parse(command.read_until("\n"));
  answer_to(ready.at("port"), post("/v1/chat/completions", question, key_field));
  const auto asked = [&](const std::string& path) {
    return answer_to(ready.at("control_port"), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  };
  const auto journal = asked("/wait?until=ended");
  EXPECT_THAT(journal, AllOf(HasSubstr(R"("exchange":")" + provider.url()), HasSubstr("/v1/chat/completions")));
  EXPECT_THAT(journal, Not(HasSubstr("sk-not-to-be-seen")));
  EXPECT_THAT(asked("/"), HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(asked("/tapes"), HasSubstr("404"));
  command.interrupt();
  command.finish();
}

/// An answer of chat completions that is not streamed.
std::string chat_tape(std::string_view message) {
  return "wiretape: 1\nexchanges:\n- request: {path: /v1/chat/completions}\n  response: {json: {id: a, choices: "
         "[{message: " +
         std::string(message) + "}]}}\n";
}

TEST_F(Record, OnceRecordsWhatIsMissingAndReplayLetsNothingOut) {
  const auto request = post("/v1/chat/completions", question, key_field);
  std::string heard;
  {
    const auto provider = play({hello_tape});
    record({provider.url()}, {"--mode", "once"});
    heard = answer_to(port_, request);
    EXPECT_EQ(wiretape::testing::body_of(answer_to(port_, request)), wiretape::testing::body_of(heard));
    EXPECT_THAT(provider.journal().entries(), SizeIs(1));
    const auto counts = end();
    EXPECT_EQ(counts["recorded"], 1);
    EXPECT_EQ(counts["replayed"], 1);
    EXPECT_EQ(counts["refused"], 0);
  }
  record({"http://127.0.0.1:1"}, {"--mode", "replay"});
  EXPECT_EQ(wiretape::testing::body_of(answer_to(port_, request)), wiretape::testing::body_of(heard));
  EXPECT_EQ(end()["replayed"], 1);

  record({"http://127.0.0.1:1"}, {"--mode", "replay"});
  EXPECT_THAT(answer_to(port_, post("/v1/chat/completions", R"({"model":"other"})", key_field)),
              AllOf(HasSubstr("404"), HasSubstr("x-wiretape-error: wiretape_unmatched"), HasSubstr("nearest is")));
  EXPECT_EQ(end(exit_strict)["refused"], 1);
  EXPECT_THAT(finished_.errors, HasSubstr("1 refused"));
}

TEST_F(Record, ItsModesAreThoseOfTheProxyToo) {
  const auto authority = std::get<net::TestAuthority>(net::make_test_authority("localhost"));
  folder_.write("upstream.pem", authority.certificate);
  auto provider = std::make_unique<MockServer>(play({hello_tape}, authority.server));
  const auto begin = [&](const std::string& mode) {
    record({}, {"--mode", mode, "--proxy", "--intercept", "localhost", "--upstream-ca", folder_.path("upstream.pem")});
  };
  const auto heard_at = [&](std::uint16_t port) {
    wiretape::testing::RawTlsClient client(port_, text_of(ready_["proxy"]["ca_file"].get<std::string>()),
                                           {.tunnel = "localhost:" + std::to_string(port)});
    client.send(post("/v1/chat/completions", question, key_field));
    return client.read_all();
  };
  begin("once");
  const auto heard = heard_at(provider->port());
  EXPECT_THAT(heard, HasSubstr("[DONE]"));
  EXPECT_EQ(wiretape::testing::body_of(heard_at(provider->port())), wiretape::testing::body_of(heard));
  const auto counts = end();
  EXPECT_EQ(counts["recorded"], 1);
  EXPECT_EQ(counts["replayed"], 1);
  EXPECT_THAT(provider->journal().entries(), SizeIs(1));

  begin("diff");
  heard_at(provider->port());
  EXPECT_EQ(end()["compared"], 1);
  const auto port = provider->port();
  provider.reset();

  begin("replay");
  EXPECT_EQ(wiretape::testing::body_of(heard_at(port)), wiretape::testing::body_of(heard));
  EXPECT_THAT(heard_at(443), HasSubstr("HTTP/1.1 200")) << "a host that has moved is answered by what it said before";
  EXPECT_EQ(end()["replayed"], 2);
}

TEST_F(Record, ReplayNeedsTapes) {
  const auto none = run({"record", "--mode", "replay", "--upstream", "http://127.0.0.1:1", "--out",
                         folder_.path("tapes"), "--port", "0"});
  EXPECT_EQ(none.exit_code, exit_bad_tape);
  EXPECT_THAT(none.errors, HasSubstr(folder_.path("tapes")));
}

TEST_F(Record, LetsNothingOutInCiUnlessItIsTold) {
  const auto provider = play({hello_tape});
  std::filesystem::create_directory(folder_.path("tapes"));
  folder_.write("tapes/other.yaml", chat_tape("{content: x}"));
  const auto request = post("/v1/embeddings", question, key_field);
  record({provider.url()}, {}, {"CI=true"});
  EXPECT_THAT(answer_to(port_, request), HasSubstr("wiretape_unmatched"));
  end(exit_strict);
  EXPECT_THAT(finished_.errors, HasSubstr("CI=true lets nothing go out"));
  EXPECT_THAT(provider.journal().entries(), IsEmpty());

  record({provider.url()}, {"--allow-network"}, {"CI=true"});
  answer_to(port_, request);
  end();
  EXPECT_THAT(provider.journal().entries(), SizeIs(1));

  const auto diff =
      run({"record", "--mode", "diff", "--upstream", "http://127.0.0.1:1", "--out", folder_.path("tapes")}, "",
          {"CI=true"});
  EXPECT_EQ(diff.exit_code, exit_usage);
  EXPECT_THAT(diff.errors, HasSubstr("--allow-network"));
}

TEST_F(Record, SaysInCiWhatWouldLetItRecordWhereThereIsNoTapeYet) {
  for (const std::string mode : {"record", "once"}) {
    const auto none = run(
        {"record", "--mode", mode, "--upstream", "http://127.0.0.1:1", "--out", folder_.path("tapes"), "--port", "0"},
        "", {"CI=true"});
    EXPECT_EQ(none.exit_code, exit_usage) << mode;
    EXPECT_THAT(none.errors,
                AllOf(HasSubstr("CI=true"), HasSubstr("--allow-network"), HasSubstr(folder_.path("tapes"))));
  }
}

TEST_F(Record, TellsOfRequestsThatAreNoLongerAsTheyWereRecorded) {
  const auto asking = [](std::string_view members) {
    return post("/v1/chat/completions", R"({"model":"wiretape-hello","stream":true,)" + std::string(members) + "}",
                key_field);
  };
  const auto provider = play({hello_tape});
  folder_.write("rules.yaml", "wiretape_rules: 1\nvolatile: [metadata.run_id]\n");
  record({provider.url()}, {"--mode", "once", "--rules", folder_.path("rules.yaml"), "--log", "json"});
  const auto first = asking(R"("metadata":{"run_id":"1"},"temperature":0)");
  answer_to(port_, first);
  answer_to(port_, first);  // waits for the tape
  answer_to(port_, asking(R"("metadata":{"run_id":"2"},"temperature":0)"));
  answer_to(port_, asking(R"("metadata":{"run_id":"3"},"temperature":1)"));
  const auto counts = end();
  EXPECT_EQ(counts["replayed"], 3);
  EXPECT_EQ(counts["stale"], 1);
  EXPECT_THAT(finished_.errors, AllOf(HasSubstr(R"("pointers":["/temperature"])"), Not(HasSubstr("run_id"))));
}

TEST_F(Record, TellsWhereTheProviderDiffers) {
  folder_.write("before.yaml", chat_tape("{role: assistant, content: Hi}"));
  folder_.write("same.yaml", chat_tape("{role: assistant, content: Ho}"));
  folder_.write("now.yaml", chat_tape("{content: null, mood: good}"));
  const auto request = post("/v1/chat/completions", R"({"model":"m","messages":[]})", key_field);
  const auto answer_by = [&](const std::string& tape, const std::string& mode, int exit_code) {
    const auto provider = play({folder_.path(tape)});
    record({provider.url()}, {"--mode", mode});
    EXPECT_THAT(answer_to(port_, request), HasSubstr("200 OK"));
    return end(exit_code);
  };
  answer_by("before.yaml", "record", exit_completed);
  const auto same = answer_by("same.yaml", "diff", exit_completed);
  EXPECT_EQ(same["compared"], 1);
  EXPECT_THAT(same["differences"], IsEmpty());

  const auto now = answer_by("now.yaml", "diff", exit_differs);
  EXPECT_EQ(now["breaking"], 2);
  EXPECT_EQ(now["additive"], 1);
  EXPECT_EQ(now["differences"][0]["place"], "choices[].message.content");
  EXPECT_EQ(now["differences"][0]["what"], "is null, was a text");
  EXPECT_THAT(finished_.errors, HasSubstr("additive: POST /v1/chat/completions ("));
  EXPECT_THAT(tapes(), SizeIs(1)) << "nothing is recorded";
}

TEST_F(Record, TellsWhatThereIsNothingToCompareWith) {
  std::filesystem::create_directory(folder_.path("tapes"));
  folder_.write("tapes/a.yaml", chat_tape("{content: x}"));
  const auto provider = play({hello_tape});
  record({provider.url()}, {"--mode", "diff"});
  answer_to(port_, post("/v1/embeddings", R"({"model":"m"})", key_field));
  EXPECT_EQ(end()["uncompared"], 1);
  EXPECT_THAT(finished_.errors, HasSubstr("nothing to compare POST /v1/embeddings with"));
}

}  // namespace
}  // namespace wiretape::cli
