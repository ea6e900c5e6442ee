// `wiretape call`, the real command, against a peer on loopback.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/client/testing/chat_stream.h"
#include "wiretape/client/testing/messages_stream.h"
#include "wiretape/core/net/testing/scripted_peer.h"

#include "cli/exit_code.h"
#include "cli/testing/command.h"

namespace wiretape::cli {
namespace {

using client::testing::chunk;
using client::testing::chunked_head;
using client::testing::done_event;
using client::testing::finish_event;
using client::testing::last_chunk;
using client::testing::text_event;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Finished;
using wiretape::cli::testing::run;

/// Answers "Hello" to everybody and keeps what was asked.
class Provider {
 public:
  [[nodiscard]] std::vector<std::string> arguments(const std::vector<std::string>& more = {}) const {
    return testing::aimed_at(peer_.port(), {"call"}, more);
  }

  /// The bodies of the requests so far.
  [[nodiscard]] std::vector<std::string> bodies() const {
    const std::lock_guard lock(mutex_);
    return bodies_;
  }

 private:
  void keep(std::string body) {
    const std::lock_guard lock(mutex_);
    bodies_.push_back(std::move(body));
  }

  mutable std::mutex mutex_;
  std::vector<std::string> bodies_;
  ScriptedPeer peer_{[this](PeerConnection& connection) {
    const auto request = connection.read_request();
    keep(request.substr(request.find("\r\n\r\n") + 4));
    const bool is_limited = request.find("be short") != std::string::npos;
    const bool is_cut = request.find("be cut") != std::string::npos;
    const auto end = is_cut ? "" : finish_event(is_limited ? "length" : "stop") + done_event;
    connection.send(chunked_head + chunk(text_event("Hello") + end) + last_chunk);
    connection.wait_for_close();
  }};
};

std::vector<json> lines_of(const std::string& output) {
  std::vector<json> lines;
  std::istringstream stream(output);
  for (std::string line; std::getline(stream, line);)
    lines.push_back(json::parse(line));
  return lines;
}

/// "type" of each line, with the outcome's name.
std::vector<std::string> types_of(const std::string& output) {
  std::vector<std::string> types;
  for (const auto& line : lines_of(output)) {
    types.push_back(line["type"].get<std::string>());
    if (types.back() == "outcome") types.back() += " " + line["outcome"].get<std::string>();
  }
  return types;
}

TEST(Call, WritesEventsThenTheOutcome) {
  const Provider provider;
  const auto finished =
      run(provider.arguments({"--input", "-", "--format", "jsonl", "--stream"}), "{\"prompt\": \"Hello?\"}\n");
  EXPECT_THAT(types_of(finished.output), ElementsAre("metadata", "text", "finish", "outcome completed"));
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.errors, "");
  const auto outcome = lines_of(finished.output).back();
  EXPECT_EQ(outcome["reason"], "stop");
  EXPECT_EQ(outcome["message"]["choices"][0]["text"], "Hello");
  EXPECT_EQ(outcome["status"], 200);
  EXPECT_GE(outcome["total_ms"].get<double>(), outcome["first_content_ms"].get<double>());
}

TEST(Call, EachLineIsARequestMadeAtOnce) {
  const Provider provider;
  Command command(provider.arguments());
  command.write("{\"prompt\": \"one\"}\n\n");
  const auto first = command.read_until("}}\n");
  EXPECT_THAT(types_of(first), ElementsAre("metadata", "text", "finish", "outcome completed"));
  command.write("{\"prompt\": \"two\", \"model\": \"m-2\"}");
  const auto finished = command.finish();
  const auto lines = lines_of(finished.output);
  ASSERT_EQ(lines.size(), 8U);
  EXPECT_EQ(lines[3]["request"], 1);
  EXPECT_EQ(lines[4]["request"], 2);
  ASSERT_EQ(provider.bodies().size(), 2U);
  EXPECT_EQ(json::parse(provider.bodies()[1])["model"], "m-2");
}

TEST(Call, OneDocumentOverManyLines) {
  const Provider provider;
  const auto finished = run(provider.arguments(), "{\n  \"prompt\":\n    \"Hello?\"\n}\n");
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(json::parse(provider.bodies().at(0))["messages"][0]["content"], "Hello?");
}

TEST(Call, AWholeRequestIsSentByteForByte) {
  const Provider provider;
  const std::string body = R"({ "stream":true, "model":"m",  "messages":[], "seed": 1.0e2 })";
  EXPECT_EQ(run(provider.arguments({"--stream"}), body + "\n").exit_code, exit_completed);
  EXPECT_EQ(provider.bodies().at(0), body);
}

TEST(Call, StreamingCanBeOverridden) {
  const Provider provider;
  (void)run(provider.arguments({"--no-stream"}), "{\"prompt\": \"x\"}");
  (void)run(provider.arguments({"--no-stream"}), R"({"messages":[],"stream":true,"stream_options":{}})");
  (void)run(provider.arguments({"--stream"}), R"({"messages":[]})");
  EXPECT_FALSE(json::parse(provider.bodies().at(0)).value("stream", false));
  EXPECT_EQ(provider.bodies().at(1), R"({"messages":[],"stream":false})");
  EXPECT_EQ(provider.bodies().at(2), R"({"messages":[],"stream":true})");
}

TEST(Call, ToAskForAStreamChangesNoNumber) {
  const Provider provider;
  const std::string body = R"({"messages":[], "seed":12345678901234567890123,"top_p":0.10 ,"stream":false})";
  ASSERT_EQ(run(provider.arguments({"--stream"}), body).exit_code, 0);
  EXPECT_THAT(provider.bodies(),
              ElementsAre(R"({"messages":[], "seed":12345678901234567890123,"top_p":0.10 ,"stream":true})"));
}

TEST(Call, SizesAreLimited) {
  const Provider provider;
  const std::string body = R"({"prompt":"Hello?"})";
  EXPECT_EQ(run(provider.arguments({"--max-event", "1KiB", "--max-answer", "5"}), body).exit_code, 0);
  const Finished finished = run(provider.arguments({"--max-answer", "4b"}), body);
  EXPECT_EQ(finished.exit_code, exit_protocol);
  EXPECT_EQ(lines_of(finished.output).back()["what"], "the answer is longer than 4 bytes");
  EXPECT_EQ(run(provider.arguments({"--max-event", "100"}), body).exit_code, exit_protocol);
  for (const char* nonsense : {"0", "-1", "many", "5XB", "1.5k", "99999999999999999999999"}) {
    const Finished refused = run(provider.arguments({"--max-event", nonsense}), body);
    EXPECT_EQ(refused.exit_code, exit_usage) << nonsense;
    EXPECT_THAT(refused.errors, HasSubstr("expected a whole number of bytes from 1 up")) << nonsense;
  }
}

TEST(Call, ABadLineIsSaidAndTheNextOneIsMade) {
  const Provider provider;
  const auto finished = run(provider.arguments(), "[1]\n{\"prompt\": \"x\"}\nnot json\n{\"model\": \"m\"}\n");
  EXPECT_THAT(types_of(finished.output),
              ElementsAre("outcome usage_error", "metadata", "text", "finish", "outcome completed",
                          "outcome usage_error", "outcome usage_error"));
  EXPECT_EQ(finished.exit_code, exit_usage);
  EXPECT_EQ(finished.errors,
            "wiretape call: line 1: array, expected an object\n"
            "wiretape call: line 3: not JSON; expected one object\n"
            "wiretape call: line 4: neither \"prompt\" nor \"messages\" nor \"input\" nor \"contents\" is there\n");
}

TEST(Call, TheFirstExitCodeThatIsNotZeroCounts) {
  const Provider provider;
  const auto finished =
      run(provider.arguments(), "{\"prompt\": \"x\"}\n{\"prompt\": \"be short\"}\n{\"prompt\": \"be cut\"}\n");
  EXPECT_EQ(finished.exit_code, exit_length_limited);
  EXPECT_THAT(types_of(finished.output), ::testing::Contains("outcome truncated"));
}

TEST(Call, TheRequestNamesItsProvider) {
  const auto finished = run({"call"},
                            "{\"provider\": \"acme\", \"prompt\": \"x\"}\n"
                            "{\"provider\": \"groq\", \"prompt\": \"x\"}\n");
  EXPECT_EQ(finished.exit_code, exit_usage);
  EXPECT_THAT(finished.errors, HasSubstr("line 1: unknown provider 'acme'"));
  EXPECT_THAT(finished.errors, HasSubstr("line 2: no key for groq: set GROQ_API_KEY"));
}

TEST(Call, TheProviderDecidesTheDialect) {
  using namespace client::testing;
  ScriptedPeer peer([](PeerConnection& connection) {
    const auto request = connection.read_request();
    const bool is_messages = request.starts_with("POST /v1/messages ");
    connection.send(chunked_head +
                    chunk(is_messages ? messages_begin + messages_finish("end_turn") + messages_stop : "") +
                    last_chunk);
    connection.wait_for_close();
  });
  const auto finished =
      run(testing::aimed_at(peer.port(), {"call"}, {}), R"({"provider":"anthropic","model":"m-1","prompt":"Hello?"})");
  const auto lines = lines_of(finished.output);
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.back()["outcome"], "completed");
  EXPECT_EQ(lines.back()["reason"], "end_turn");
  EXPECT_EQ(lines.back()["message"]["choices"][0]["blocks"][0]["signature"], "c2ln");
}

TEST(Call, ReadsAFile) {
  const Provider provider;
  const auto path =
      std::filesystem::temp_directory_path() / ("wiretape-call-test-" + std::to_string(::getpid()) + ".jsonl");
  std::ofstream(path) << "{\"prompt\": \"from a file\"}\n";
  const auto finished = run(provider.arguments({"--input", path.string()}));
  std::filesystem::remove(path);
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_THAT(provider.bodies(), ElementsAre(HasSubstr("from a file")));
}

TEST(Call, InputThatIsNotThere) {
  const auto missing = run({"call", "--input", "/no/such/file"});
  EXPECT_EQ(missing.exit_code, exit_usage);
  EXPECT_THAT(missing.errors, HasSubstr("can't read --input /no/such/file"));
  const auto empty = run({"call"}, "\n  \n");
  EXPECT_EQ(empty.exit_code, exit_usage);
  EXPECT_THAT(empty.errors, HasSubstr("no request in it"));
}

TEST(Call, HelpShowsAnExample) {
  const auto finished = run({"call", "--help"});
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_THAT(finished.output, HasSubstr("| wiretape call --base-url"));
  EXPECT_EQ(run({"call", "--format", "xml"}).exit_code, exit_usage);
  EXPECT_EQ(run({"call", "--stream", "--no-stream"}).exit_code, exit_usage);
}

TEST(Call, CtrlCEndsTheRequestAndMakesNoFurtherOne) {
  ScriptedPeer peer([](PeerConnection& connection) {
    connection.read_request();
    connection.send(chunked_head + chunk(text_event("Hel")));
    connection.wait_for_close();
  });
  Command command({"call", "--base-url", "http://127.0.0.1:" + std::to_string(peer.port()) + "/v1"});
  command.write("{\"prompt\": \"one\"}\n{\"prompt\": \"two\"}\n");
  command.read_until("\"Hel\"}\n");
  command.interrupt();
  const auto finished = command.finish();
  EXPECT_EQ(finished.exit_code, exit_cancelled);
  EXPECT_THAT(types_of(finished.output), ElementsAre("metadata", "text", "outcome cancelled"));
}

TEST(Call, CtrlCBetweenRequestsEndsIt) {
  const Provider provider;
  Command command(provider.arguments());
  command.write("{\"prompt\": \"one\"}\n");
  command.read_until("}}\n");
  command.interrupt();
  const auto finished = command.finish();
  EXPECT_THAT(finished.exit_code, ::testing::AnyOf(exit_cancelled, exit_completed));
}

}  // namespace
}  // namespace wiretape::cli
