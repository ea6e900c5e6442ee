// `wiretape show`, the real command.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"

namespace wiretape::cli {
namespace {

using nlohmann::json;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Folder;
using wiretape::cli::testing::run;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<json> objects_in(const std::string& output) {
  std::vector<json> lines;
  std::istringstream text(output);
  for (std::string line; std::getline(text, line);)
    lines.push_back(json::parse(line));
  return lines;
}

class Show : public ::testing::Test {
 protected:
  Show() {
    folder_.write("two.yaml",
                  "wiretape: 1\nexchanges:\n"
                  "  - {id: hello, request: {path: /v1/chat/completions}, reply: {text: Hi there, chunks: word}, "
                  "delivery: {gap: 20ms}, faults: [{do: reset, at: {event: 3}}]}\n"
                  "  - {id: plain, request: {path: /plain}, response: {body: abc}}\n");
  }

  Folder folder_;
  std::string two_ = folder_.path("two.yaml");
};

TEST_F(Show, PrintsATimelineOfEachExchange) {
  const auto shown = run({"show", two_});
  EXPECT_EQ(shown.errors, "");
  EXPECT_EQ(shown.exit_code, exit_completed);
  EXPECT_THAT(shown.output, StartsWith("exchange hello  " + two_ + ":3\n  POST /v1/chat/completions\n"));
  EXPECT_THAT(shown.output, HasSubstr("event 2: text \"Hi\"\n"));
  EXPECT_THAT(shown.output, HasSubstr("! fault reset:event=3\n"));
  EXPECT_THAT(shown.output, HasSubstr("\n\nexchange plain  " + two_ + ":4\n"));
}

TEST_F(Show, ChoosesAnExchange) {
  const auto shown = run({"show", two_, "--exchange", "plain"});
  EXPECT_THAT(shown.output, StartsWith("exchange plain "));
  EXPECT_THAT(shown.output, Not(HasSubstr("exchange hello")));
}

TEST_F(Show, NamesTheExchangeThatMayBeMeant) {
  const auto near = run({"show", two_, "--exchange", "helo"});
  EXPECT_EQ(near.exit_code, exit_usage);
  EXPECT_EQ(near.errors, "wiretape show: --exchange: there is no 'helo'; did you mean 'hello'?\n");
  EXPECT_EQ(run({"show", two_, "--exchange", "zzz"}).errors,
            "wiretape show: --exchange: there is no 'zzz'; expected one of: hello, plain\n");
}

TEST_F(Show, PrintsAnObjectAnExchange) {
  const auto lines = objects_in(run({"show", two_, "--json"}).output);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].at("exchange"), "hello");
  EXPECT_EQ(lines[0].at("tape"), two_);
  EXPECT_EQ(lines[0].at("ending"), json::parse(R"({"how":"reset","by":"fault","played":"reset"})"));
  EXPECT_EQ(lines[0].at("faults").at(0).at("fault"), "reset:event=3");
  EXPECT_EQ(lines[1].at("totals").at("body_bytes"), 3);
}

TEST_F(Show, WritesOnePage) {
  const auto page = folder_.path("page.html");
  const auto shown = run({"show", two_, "--html", page});
  EXPECT_EQ(shown.exit_code, exit_completed);
  EXPECT_EQ(shown.output, page + ": 2 exchanges\n");
  const auto html = read_file(page);
  EXPECT_THAT(html, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(html, HasSubstr(R"("exchange":"plain")"));
  EXPECT_THAT(html, EndsWith("</html>\n"));
  EXPECT_EQ(run({"show", two_, "--html", page, "--json"}).exit_code, exit_usage);
}

TEST_F(Show, SaysWhereAPageCantBeWritten) {
  const auto shown = run({"show", two_, "--html", folder_.path("none/page.html")});
  EXPECT_EQ(shown.exit_code, exit_output);
  EXPECT_THAT(shown.errors, HasSubstr("none/page.html can't be written: No such file or directory"));
  EXPECT_THAT(run({"show", two_, "--html", "/dev/full"}).errors, HasSubstr("No space left on device"));
}

TEST_F(Show, ReportsABadTapeAsCheckDoes) {
  folder_.write("bad.yaml", "wiretape: 1\nexchanges: [{reply: {dialect: openai.chat, txt: a}}]\n");
  const auto shown = run({"show", folder_.path()});
  EXPECT_EQ(shown.exit_code, exit_bad_tape);
  EXPECT_EQ(shown.output, "");
  EXPECT_EQ(shown.errors, run({"check", folder_.path()}).errors);
}

TEST_F(Show, ShowsEachFixture) {
  const auto root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures";
  for (const std::string folder :
       {"openai_chat", "anthropic_messages", "openai_responses", "conversations", "plain", "faults"}) {
    const auto shown = run({"show", (root / folder).string(), "--json"});
    EXPECT_EQ(shown.exit_code, exit_completed) << shown.errors;
    const auto lines = objects_in(shown.output);
    EXPECT_GT(lines.size(), 3U) << folder;
    for (const auto& line : lines) {
      for (const auto& fault : line.at("faults"))
        EXPECT_TRUE(!fault.at("hit").get<bool>() || fault.contains("step")) << line.at("tape") << fault;
    }
  }
}

TEST_F(Show, HasColoursAndTheWidthOfATerminalOnly) {
  Command terminal({"show", two_}, {}, Command::Output::terminal);
  EXPECT_THAT(terminal.finish().output, HasSubstr("\x1B["));
  Command plain({"show", two_}, {"NO_COLOR=1"}, Command::Output::terminal);
  EXPECT_THAT(plain.finish().output, Not(HasSubstr("\x1B[")));
  EXPECT_THAT(run({"show", two_}).output, Not(HasSubstr("\x1B[")));
}

}  // namespace
}  // namespace wiretape::cli
