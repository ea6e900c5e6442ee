// What `wiretape` says of wrong arguments, and its help: the real command.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/exit_code.h"
#include "cli/testing/command.h"

namespace wiretape::cli {
namespace {

using ::testing::Contains;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using wiretape::cli::testing::run;

const std::string hello = std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/openai_chat/hello.yaml";

std::string refused(const std::vector<std::string>& arguments, int exit_code = exit_usage) {
  const auto finished = run(arguments);
  EXPECT_EQ(finished.exit_code, exit_code);
  EXPECT_EQ(finished.output, "");
  return finished.errors;
}

TEST(Usage, NamesTheCommandThatMayBeMeant) {
  EXPECT_EQ(refused({"serv"}), "wiretape: no command 'serv'; did you mean 'serve'?\n");
  EXPECT_EQ(refused({"chekc", "a.yaml"}), "wiretape: no command 'chekc'; did you mean 'check'?\n");
  EXPECT_EQ(refused({"help", "complie"}), "wiretape: no command 'complie'; did you mean 'compile'?\n");
  EXPECT_EQ(refused({"frobnicate"}), "wiretape: no command 'frobnicate'; 'wiretape --help' lists what there is\n");
  EXPECT_THAT(refused({}), HasSubstr("--help"));
}

TEST(Usage, NamesTheOptionThatMayBeMeant) {
  EXPECT_THAT(refused({"serve", hello, "--spee", "2"}), HasSubstr("no option '--spee'; did you mean '--speed'?\n"));
  EXPECT_THAT(refused({"check", hello, "--jsn=1"}), HasSubstr("no option '--jsn'; did you mean '--json'?\n"));
  EXPECT_THAT(refused({"check", hello, "--frobnicate"}), Not(HasSubstr("did you mean")));
  EXPECT_THAT(refused({"serve", hello, "--port", "x"}), Not(HasSubstr("did you mean")));
}

/// The words in a column of help that begin so.
std::vector<std::string> column(const std::string& help, const std::string& begin) {
  std::vector<std::string> words;
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  " + begin)) continue;
    words.push_back(line.substr(2, line.find_first_of(" :=", 2) - 2));
  }
  return words;
}

TEST(Usage, IsInTheManual) {
  std::ifstream file(std::string(WIRETAPE_SOURCE_DIR) + "/docs/wiretape.1");
  const std::string manual(std::istreambuf_iterator<char>(file), {});
  const auto all = run({"--help"}).output;
  const auto commands = column(all.substr(all.find("Subcommands:")), "");
  ASSERT_THAT(commands, Contains("serve"));
  for (const auto& command : commands) {
    if (command.empty()) continue;  // a description's second line
    EXPECT_THAT(manual, HasSubstr("\n.It Cm " + command + "\n"));
    const auto options = column(run({"help", command}).output, "--");
    for (const auto& option : options)
      EXPECT_THAT(manual, ContainsRegex(" " + option.substr(1) + "[ \n]")) << command;
  }
}

TEST(Usage, SaysWhichNumbersThereAre) {
  const auto ports = "': expected a whole number, 0 to 65535";
  for (const std::string port : {"70000", "-1", "http", "80.5", "99999999999999999999999"}) {
    EXPECT_THAT(refused({"serve", hello, "--port", port}), HasSubstr("--port: '" + port + ports));
    EXPECT_THAT(refused({"serve", hello, "--control-port", port}), HasSubstr("--control-port: '" + port + ports));
  }
  EXPECT_THAT(refused({"serve", hello, "--threads", "0"}), HasSubstr("'0': expected a whole number, 1 to 256"));
  EXPECT_THAT(refused({"serve", hello, "--seed", "-1"}), HasSubstr("--seed: '-1': expected a whole number, 0 or more"));
  EXPECT_THAT(refused({"serve", hello, "--max-connections", "0"}), HasSubstr("expected a whole number, 1 or more"));
  EXPECT_THAT(refused({"serve", hello, "--journal-capacity", "x"}), HasSubstr("expected a whole number, 0 or more"));
  EXPECT_THAT(refused({"compile", hello, "--seed", "x"}), HasSubstr("--seed: 'x': expected a whole number, 0 or more"));
}

TEST(Usage, SaysWhatIsWrongWithAnAddress) {
  const auto no_name = refused({"serve", hello, "--port", "0", "--host", "nowhere.invalid"}, exit_transport);
  EXPECT_EQ(no_name,
            "wiretape serve: can't listen on nowhere.invalid:0: not a numeric address; give --host an address of this "
            "machine, or localhost\n");
  const auto not_ours = refused({"serve", hello, "--port", "0", "--host", "192.0.2.1"}, exit_transport);
  EXPECT_THAT(not_ours, HasSubstr("; give --host an address of this machine"));
  const auto control = refused({"serve", hello, "--port", "0", "--control-host", "192.0.2.1"}, exit_transport);
  EXPECT_THAT(control, HasSubstr("; give --control-host an address of this machine"));
}

TEST(Help, IsTheSameByEveryWay) {
  for (const std::string command :
       {"chat", "call", "serve", "run", "check", "fmt", "compile", "show", "faults", "import", "export"}) {
    const auto help = run({"help", command});
    EXPECT_EQ(help.exit_code, exit_completed);
    EXPECT_THAT(help.output, HasSubstr("Usage: wiretape " + command + " "));
    EXPECT_EQ(run({command, "--help"}).output, help.output);
  }
  EXPECT_EQ(run({"help"}).output, run({"--help"}).output);
  EXPECT_THAT(run({"-V"}).output, StartsWith("wiretape "));
  EXPECT_EQ(run({"-V"}).output, run({"--version"}).output);
}

std::size_t width_of(const std::string& line) {
  return static_cast<std::size_t>(std::ranges::count_if(line, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

/// An example, or one word that has no place to break.
bool stays_whole(const std::string& line) {
  return line.starts_with("  wiretape ") || line.starts_with("  OPENAI_") || line.starts_with("  curl ") ||
         line.starts_with("  echo ") || line.starts_with("  HTTPS_PROXY=") ||
         line.find(' ', line.find_first_not_of(' ')) == std::string::npos;
}

TEST(Help, IsNoWiderThanColumns) {
  for (const std::string command :
       {"chat", "call", "serve", "run", "check", "fmt", "compile", "show", "faults", "help"}) {
    for (const std::size_t columns : {60U, 80U, 100U}) {
      const auto help = run({command, "--help"}, "", {"COLUMNS=" + std::to_string(columns)}).output;
      std::istringstream lines(help);
      for (std::string line; std::getline(lines, line);)
        EXPECT_TRUE(width_of(line) <= columns || stays_whole(line)) << command << ": " << line;
    }
  }
}

}  // namespace
}  // namespace wiretape::cli
