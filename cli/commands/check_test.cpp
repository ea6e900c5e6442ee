// `wiretape check`, the real command.

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/testing/command.h"

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;
using wiretape::cli::testing::run;

class Check : public ::testing::Test {
 protected:
  Check() { std::filesystem::create_directories(folder_); }
  ~Check() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("wiretape_check_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Check, CountsWhatIsSound) {
  const std::string one = write("one.yaml", "wiretape: 1\nexchanges: [{request: {path: /1}, response: {body: a}}]\n");
  write("two.yaml", "wiretape: 1\nexchanges: [{request: {path: /2}, response: {body: a}}, {response: {body: b}}]\n");
  const auto finished = run({"check", std::filesystem::path(one).parent_path().string()});
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.errors, "");
  EXPECT_EQ(finished.output, "ok: 2 tapes, 3 exchanges\n");
  EXPECT_EQ(run({"check", one}).output, "ok: 1 tape, 1 exchange\n");
  EXPECT_EQ(run({"check", one, "--json"}).output,
            "{\"ok\":true,\"tapes\":1,\"exchanges\":1,\"playing_times\":[{\"file\":\"" + one +
                "\",\"line\":2,\"exchange\":\"exchange-1\",\"us\":0}],\"warnings\":[]}\n");
}

TEST_F(Check, SaysHowLongAnExchangePlays) {
  const std::string path =
      write("slow.yaml",
            "wiretape: 1\n"
            "exchanges:\n"
            "  - {request: {path: /1}, response: {stream: [{data: a}, {data: b}]}, delivery: {gap: 20ms}}\n"
            "  - {request: {path: /2}, response: {body: a}}\n"
            "  - {request: {path: /3}, response: {body: a}, delivery: {first_byte: 3s}}\n");
  EXPECT_EQ(run({"check", path}).output, path + ":5: exchange 'exchange-3' plays for 3s\n" + path +
                                             ":3: exchange 'exchange-1' plays for 20ms\nok: 1 tape, 3 exchanges\n");
}

TEST_F(Check, SaysOfManyExchangesOnlyWhichPlayLongest) {
  std::string tape = "wiretape: 1\nexchanges:\n";
  for (int number = 1; number <= 23; ++number) {
    const auto text = std::to_string(number);
    tape += "  - {request: {path: /" + text + "}, response: {body: a}, delivery: {first_byte: " + text + "ms}}\n";
  }
  const auto output = run({"check", write("many.yaml", tape)}).output;
  EXPECT_THAT(output, HasSubstr("'exchange-4' plays for 4ms\n3 more play for less\nok: 1 tape, 23 exchanges\n"));
}

TEST_F(Check, ReportsEveryMistakeOfEveryTape) {
  const std::string first = write("first.yaml", "wiretape: 1\nexchanges: [{response: {bdy: a}}]\n");
  const std::string second = write("second.yaml", "wiretape: 1\nexchanges: []\n");
  const auto finished = run({"check", first, second});
  EXPECT_EQ(finished.exit_code, exit_bad_tape);
  EXPECT_EQ(finished.output, "");
  EXPECT_THAT(finished.errors, HasSubstr(first + ":2:25: unknown key 'bdy'"));
  EXPECT_THAT(finished.errors, HasSubstr(second + ":2:12: no exchanges"));
}

TEST_F(Check, ReportsAsJson) {
  const std::string path = write("a.yaml", "wiretape: 1\nexchanges: [{response: {body: a, hedaers: {}}}]\n");
  const auto finished = run({"check", path, "--json"});
  EXPECT_EQ(finished.exit_code, exit_bad_tape);
  const auto json = nlohmann::json::parse(finished.output);
  EXPECT_EQ(json["ok"], false);
  ASSERT_EQ(json["mistakes"].size(), 1U);
  EXPECT_EQ(json["mistakes"][0]["file"], path);
  EXPECT_EQ(json["mistakes"][0]["line"], 2);
  EXPECT_EQ(json["mistakes"][0]["column"], 34);
  EXPECT_EQ(json["mistakes"][0]["hint"], "did you mean 'headers'?");
}

TEST_F(Check, WarnsOfAnExchangeThatNeverAnswers) {
  const std::string first = write("first.yaml", "wiretape: 1\nexchanges:\n  - id: all\n    response: {body: a}\n");
  const std::string second =
      write("second.yaml", "wiretape: 1\nexchanges:\n  - {id: late, request: {path: /b}, response: {body: b}}\n");
  const auto finished = run({"check", first, second});
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.output, "ok: 2 tapes, 2 exchanges\n");
  EXPECT_EQ(finished.errors, second + ":3:5: warning: exchange 'late' never answers; expected a rule that does not " +
                                 "leave all its requests to 'all' (" + first + ":3); put it first, or give that one " +
                                 "'uses'\n");
  EXPECT_EQ(run({"check", second, first}).errors, "");
  const auto json = nlohmann::json::parse(run({"check", first, second, "--json"}).output);
  EXPECT_EQ(json["ok"], true);
  EXPECT_EQ(json["warnings"][0]["file"], second);
  EXPECT_EQ(json["warnings"][0]["line"], 3);
}

TEST_F(Check, WarnsOfAListOfMessagesThatIsComparedWhole) {
  const std::string path =
      write("a.yaml",
            "wiretape: 1\nexchanges:\n"
            "  - {id: one, request: {json: {messages: [{role: user, content: Hi}]}}, response: "
            "{body: a}}\n"
            "  - {id: last, request: {json: {messages: [..., {role: user}]}}, response: {body: b}}\n");
  const auto finished = run({"check", path});
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.errors,
            path + ":3:5: warning: exchange 'one' fits only where 'messages' has exactly 1 element; " +
                "expected [..., {…}] for what they end with, or [{…}, ...] for what they begin with; " +
                "'last_message' looks at the last one; 'turn' beside the list says that it is meant " + "so\n");
  const auto json = nlohmann::json::parse(run({"check", path, "--json"}).output);
  EXPECT_EQ(json["warnings"].size(), 1U);
}

TEST_F(Check, AsksForPaths) {
  EXPECT_EQ(run({"check"}).exit_code, exit_usage);
  EXPECT_EQ(run({"check", (folder_ / "missing.yaml").string()}).exit_code, exit_bad_tape);
  EXPECT_THAT(run({"check", "--help"}).output, HasSubstr("Example:"));
}

}  // namespace
}  // namespace wiretape::cli
