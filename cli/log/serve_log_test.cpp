// The log of `wiretape serve` and `wiretape run`, the real commands.

#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"
#include "tests/support/raw_client.h"

namespace wiretape::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Finished;
using wiretape::cli::testing::Folder;
using wiretape::testing::RawClient;

/// A server on one tape, which is asked for what it has and for what it hasn't, and then ended.
class ServeLog : public ::testing::Test {
 protected:
  ServeLog() {
    folder_.write("a.yaml",
                  "wiretape: 1\nexchanges:\n  - {id: a, request: {path: /a}, response: {body: A}}\n"
                  "  - {id: never, request: {path: /never}, response: {body: N}}\n");
  }

  /// `shell`: by way of it, so that standard error goes where standard output does, to a terminal.
  Finished serve(std::vector<std::string> options, bool shell = false, std::vector<std::string> environment = {}) {
    std::vector<std::string> arguments{"serve", folder_.path("a.yaml"), "--port", "0", "--json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    if (!shell) {
      Command command(arguments, environment);
      return ask_and_end(command);
    }
    std::string line = std::string("exec '") + WIRETAPE_COMMAND + "'";
    for (const auto& argument : arguments)
      line += " '" + argument + "'";
    Command command({"-c", line + " 2>&1"}, environment, Command::Output::terminal, "/bin/sh");
    return ask_and_end(command);
  }

  Folder folder_;

 private:
  static Finished ask_and_end(Command& command) {
    const auto ready = json::parse(command.read_until("\n"), nullptr, false);
    for (const auto* target : {"/~mine/a", "/@reset/a", "/nothing"}) {
      RawClient client(ready.value("port", std::uint16_t{0}));
      client.send(wiretape::testing::post(target, R"({"model":"gpt-4o"})", "Connection: close\r\n"));
      static_cast<void>(client.read_all());
    }
    command.interrupt();
    return command.finish();
  }
};

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    lines.push_back(json::parse(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return lines;
}

TEST_F(ServeLog, IsOffWhereNobodyLooks) {
  EXPECT_THAT(serve({}).errors, IsEmpty());
}

TEST_F(ServeLog, IsTextWhereAskedFor) {
  const auto errors = serve({"--log", "text"}).errors;
  EXPECT_THAT(errors, HasSubstr(" POST /~mine/a gpt-4o: 200 exchange 'a', "));
  EXPECT_THAT(errors, HasSubstr(" POST /@reset/a gpt-4o: 200 exchange 'a', broken by reset, reset, "));
  EXPECT_THAT(errors, HasSubstr(" POST /nothing gpt-4o: 404 unmatched: nearest is 'a' ("));
  EXPECT_THAT(errors, HasSubstr("wiretape: 3 requests: 2 matched, 1 unmatched\n  #3 POST /nothing: nearest is 'a' ("));
  EXPECT_THAT(errors, HasSubstr(":4:5: exchange 'never'\nwiretape: faults that fired:\n  reset: 1 time\n"));
  EXPECT_THAT(errors, Not(HasSubstr("\x1B")));
}

TEST_F(ServeLog, IsLinesOfJsonWhereAskedFor) {
  const auto finished = serve({"--log", "json"});
  EXPECT_EQ(finished.exit_code, exit_completed);
  const auto lines = lines_of(finished.errors);
  ASSERT_EQ(lines.size(), 4U) << finished.errors;
  EXPECT_EQ(lines[0].at("session"), "mine");
  EXPECT_EQ(lines[0].at("exchange"), "a");
  EXPECT_EQ(lines[0].at("status"), 200);
  EXPECT_EQ(lines[1].at("faults"), json::array({"reset"}));
  EXPECT_EQ(lines[1].at("ending"), "reset");
  EXPECT_EQ(lines[2].at("unmatched"), true);
  EXPECT_EQ(lines[3].at("summary"), true);
  EXPECT_EQ(lines[3].at("requests"), 3);
}

TEST_F(ServeLog, IsThereOnATerminalUnlessItIsToBeQuiet) {
  const auto seen = serve({}, true).output;
  EXPECT_THAT(seen, HasSubstr(" gpt-4o: \x1B[32m200\x1B[0m exchange 'a', "));
  EXPECT_THAT(seen, HasSubstr("wiretape: 3 requests: "));
  EXPECT_THAT(serve({}, true, {"NO_COLOR=1"}).output, Not(HasSubstr("\x1B")));
  EXPECT_THAT(serve({"--quiet"}, true).output, Not(HasSubstr("gpt-4o")));
}

TEST_F(ServeLog, KnowsTwoForms) {
  EXPECT_EQ(testing::run({"serve", folder_.path("a.yaml"), "--log", "xml"}).exit_code, exit_usage);
  EXPECT_EQ(testing::run({"serve", folder_.path("a.yaml"), "--log", "text", "--quiet"}).exit_code, exit_usage);
}

TEST_F(ServeLog, IsOffBesideAProgramUnlessAskedFor) {
  const auto run = [&](std::vector<std::string> options) {
    std::vector<std::string> arguments{"run", folder_.path("a.yaml")};
    arguments.insert(arguments.end(), options.begin(), options.end());
    for (const auto* word : {"--", WIRETAPE_COMMAND, "chat", "--provider", "openai", "Hi"})
      arguments.emplace_back(word);
    return testing::run(arguments).errors;
  };
  EXPECT_THAT(run({}), Not(HasSubstr("wiretape: 1 request")));
  const auto errors = run({"--log", "text"});
  EXPECT_THAT(errors, HasSubstr(" POST /v1/chat/completions "));
  EXPECT_THAT(errors, HasSubstr("wiretape: 1 request: 0 matched, 1 unmatched\n"));
}

}  // namespace
}  // namespace wiretape::cli
