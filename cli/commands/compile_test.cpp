// `wiretape compile`, the real command.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/testing/command.h"

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using wiretape::cli::testing::run;

class Compile : public ::testing::Test {
 protected:
  Compile() { std::filesystem::create_directories(folder_); }
  ~Compile() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  std::string tape(const std::string& exchange) {
    return write("tape.yaml", "wiretape: 1\nexchanges:\n  - " + exchange + "\n");
  }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("wiretape_compile_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Compile, PrintsEachWriteAndTheEnding) {
  const std::string path = tape(
      "{id: a, request: {path: '/v1/{name}', query: {key: v}}, response: {body: [\"d\xC3\xA9\\n\\n\"], "
      "arrivals: ['1.5:2 0.25:3'], end: {how: cut_between_chunks}}}");
  const auto finished = run({"compile", path});
  EXPECT_EQ(finished.errors, "");
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.output, "exchange a (" + path +
                                 ":3) for POST /v1/name?key=v\n"
                                 "            at   offset  length\n"
                                 "      1.500 ms        0      54  HTTP/1.1 200 OK\\r\\ntransfer-encoding: "
                                 "chunked\\r\\n\\r\\n2\\r\\nd\\xc3\\r\\n\n"
                                 "      1.750 ms       54       8  3\\r\\n\\xa9\\n\\n\\r\\n\n"
                                 "      1.750 ms                   FIN\n"
                                 "ending: cut_between_chunks\n");
}

TEST_F(Compile, MakesARequestThatEachFixtureAccepts) {
  const auto root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures";
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".yaml") continue;
    const auto finished = run({"compile", entry.path().string()});
    EXPECT_EQ(finished.exit_code, exit_completed) << finished.errors;
    EXPECT_THAT(finished.output, HasSubstr("\nending: ")) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 10);
}

TEST_F(Compile, ShowsWhereAResponseIsHeld) {
  const auto path = tape("{id: a, response: {body: abc}, faults: [{do: hold, at: {byte: 1}, until: next_request}]}");
  EXPECT_THAT(run({"compile", path}).output,
              HasSubstr("      0.000 ms                   held until it is released\n"
                        "                                 or the session's next request, at most 30000.000 ms\n"
                        "      0.000 ms       39       2  bc\n"
                        "ending: complete; the connection stays open\n"));
  const auto json = nlohmann::json::parse(run({"compile", path, "--json"}).output);
  EXPECT_EQ(json.at("steps").at(1),
            nlohmann::json::parse(R"({"at_us":0,"do":"hold","until":"next_request","for_us":30000000})"));
}

TEST_F(Compile, ShowsWhatComesThen) {
  const auto path =
      tape("{id: a, request: {path: /v1/chat/completions}, reply: {tool_calls: [{name: f}], then: {text: Done.}}}");
  const auto output = run({"compile", path}).output;
  EXPECT_THAT(output, HasSubstr("exchange a ("));
  EXPECT_THAT(output, HasSubstr("exchange a.then ("));
  EXPECT_THAT(run({"compile", path, "--exchange", "a.then"}).output, HasSubstr("Done"));
}

TEST_F(Compile, PrintsAllBytesAsJson) {
  const std::string path =
      tape("{id: a, response: {body: !b64 /wA=, headers: {content-length: 2}}, delivery: {fragment: {at: [1]}}}");
  const auto json = nlohmann::json::parse(run({"compile", path, "--json"}).output);
  EXPECT_EQ(json["exchange"], "a");
  EXPECT_EQ(json["ending"], "complete");
  ASSERT_EQ(json["steps"].size(), 2U);
  EXPECT_EQ(json["steps"][0]["do"], "write");
  EXPECT_EQ(json["steps"][0]["offset"], 0);
  EXPECT_EQ(json["steps"][1]["length"], 1);
  EXPECT_EQ(json["steps"][1]["text"], std::string(1, '\0'));
  EXPECT_EQ(json["bytes"], json["steps"][1]["offset"].get<int>() + 1);
  EXPECT_THAT(json["steps"][0].dump(), HasSubstr("base64"));
}

TEST_F(Compile, SaysWhatEachWriteHoldsOfAStream) {
  const std::string path = tape(
      "{id: a, request: {path: /v1/chat/completions}, reply: {chunks: [Hel, \"lo\\n\"]}, delivery: {fragment: event}}");
  const auto text = run({"compile", path}).output;
  EXPECT_THAT(text, HasSubstr("\n                                 = event 2: text \"Hel\"\n"));
  const auto json = nlohmann::json::parse(run({"compile", path, "--json"}).output);
  std::string said;
  for (const auto& step : json["steps"]) {
    for (const auto& held : step.value("holds", nlohmann::json::array())) {
      EXPECT_EQ(held["part"], "whole");
      for (const std::string says : held["says"])
        said += says + ";";
    }
  }
  EXPECT_THAT(said, HasSubstr(";text \"Hel\";text \"lo \";finish stop;"));
  EXPECT_THAT(said, ::testing::EndsWith(";terminator;"));
}

TEST_F(Compile, TakesARequest) {
  const std::string path = tape(
      "{id: a, request: {path: /v1/chat/completions, matches: 'h[ae]llo'}, reply: {text: Hi}, "
      "delivery: {fragment: whole}}");
  const auto made_up = run({"compile", path});
  EXPECT_EQ(made_up.exit_code, exit_usage);
  EXPECT_THAT(made_up.errors, HasSubstr("give a request that it answers with --request"));
  const std::string body = write("body.json", R"({"model": "m", "messages": [], "x": "hello", "stream": true})");
  EXPECT_THAT(run({"compile", path, "--request", body}).output, HasSubstr("text/event-stream"));
  const std::string whole = write("request.http",
                                  "POST /v1/chat/completions HTTP/1.0\r\nHost: a\r\nContent-Length: 30\r\n\r\n"
                                  "{\"model\": \"m\", \"x\": \"a hallo\"}");
  EXPECT_THAT(run({"compile", path, "--request", whole}).output, HasSubstr("application/json"));
  const std::string cut = write("cut.http", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\n{");
  const auto refused = run({"compile", path, "--request", cut});
  EXPECT_EQ(refused.exit_code, exit_usage);
  EXPECT_THAT(refused.errors, HasSubstr("a request that is not whole"));
}

TEST_F(Compile, ChoosesAnExchangeAndItsPace) {
  const std::string path = write("two.yaml",
                                 "wiretape: 1\nexchanges:\n"
                                 "  - {id: a, response: {body: a}}\n"
                                 "  - {id: b, response: {body: b}, delivery: {first_byte: 40ms}}\n");
  const auto both = run({"compile", path}).output;
  EXPECT_THAT(both, HasSubstr("exchange a "));
  EXPECT_THAT(both, HasSubstr("exchange b "));
  const auto one = run({"compile", path, "--exchange", "b", "--speed", "4"}).output;
  EXPECT_THAT(one, Not(HasSubstr("exchange a ")));
  EXPECT_THAT(one, HasSubstr("10.000 ms        0 "));
  EXPECT_EQ(run({"compile", path, "--exchange", "c"}).exit_code, exit_usage);
  EXPECT_EQ(run({"compile", path, "--speed", "0"}).exit_code, exit_usage);
}

TEST_F(Compile, ShowsTheNominalTimesOfAnInstantPlay) {
  const std::string path = tape("{response: {body: a}, delivery: {first_byte: 40ms, instant: true}}");
  const auto text = run({"compile", path}).output;
  EXPECT_THAT(text, HasSubstr("40.000 ms        0 "));
  EXPECT_THAT(text, HasSubstr("ending: complete; the connection stays open; played without waiting\n"));
  EXPECT_TRUE(nlohmann::json::parse(run({"compile", path, "--json"}).output)["instant"]);
}

TEST_F(Compile, DrawsBySeed) {
  const std::string path =
      tape("{response: {body: " + std::string(300, 'x') + "}, delivery: {fragment: {random: {least: 1, most: 9}}}}");
  const auto first = run({"compile", path, "--seed", "1"}).output;
  EXPECT_EQ(run({"compile", path, "--seed", "1"}).output, first);
  EXPECT_NE(run({"compile", path, "--seed", "2"}).output, first);
}

TEST_F(Compile, ShowsWhatALaterAttemptGets) {
  const std::string path = tape("{uses: 1, response: {body: answer}, faults: [{do: fin, at: {byte: 3}, attempt: 2}]}");
  const auto first = run({"compile", path}).output;
  EXPECT_THAT(first, Not(HasSubstr("FIN")));
  EXPECT_EQ(run({"compile", path, "--attempt", "1"}).output, first);
  EXPECT_EQ(run({"compile", path, "--attempt", "3"}).output, first);
  EXPECT_THAT(run({"compile", path, "--attempt", "2"}).output, HasSubstr("faults: fin:byte=3;attempt=2\n"));
  EXPECT_EQ(run({"compile", path, "--attempt", "0"}).exit_code, exit_usage);
}

TEST_F(Compile, DrawsByAttempt) {
  const std::string path =
      tape("{response: {body: " + std::string(300, 'x') + "}, delivery: {fragment: {random: {least: 1, most: 9}}}}");
  const auto second = run({"compile", path, "--attempt", "2"}).output;
  EXPECT_EQ(run({"compile", path, "--attempt", "2"}).output, second);
  EXPECT_NE(run({"compile", path}).output, second);
}

TEST_F(Compile, ReportsABadTape) {
  EXPECT_EQ(run({"compile", tape("{}")}).exit_code, exit_bad_tape);
}

}  // namespace
}  // namespace wiretape::cli
