// Output that can't be written, whatever command writes it; and names and texts that hold any bytes.

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
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

using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Folder;
using wiretape::cli::testing::run;

const std::string hello = std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/openai_chat/hello.yaml";
constexpr auto untidy = "wiretape: 1\nexchanges: [{response: {body: a}}]\n";

/// Every way in which a command writes to standard output and ends; what its messages begin with.
struct Writer {
  std::string name;
  std::vector<std::string> arguments;
};

class OutputThatCanNotBeWritten : public ::testing::Test {
 protected:
  OutputThatCanNotBeWritten() {
    folder_.write("bad.yaml", "wiretape: 1\nexchanges: []\n");
    folder_.write("untidy.yaml", untidy);
  }

  [[nodiscard]] std::vector<Writer> writers() const {
    return {{"wiretape", {"--help"}},
            {"wiretape", {"--version"}},
            {"wiretape", {"-V"}},
            {"wiretape help", {"help"}},
            {"wiretape serve", {"serve", "--help"}},
            {"wiretape faults", {"faults"}},
            {"wiretape faults", {"faults", "--json"}},
            {"wiretape faults", {"faults", "--markdown"}},
            {"wiretape check", {"check", hello}},
            {"wiretape check", {"check", hello, "--json"}},
            {"wiretape check", {"check", folder_.path("bad.yaml"), "--json"}},
            {"wiretape compile", {"compile", hello}},
            {"wiretape compile", {"compile", hello, "--json"}},
            {"wiretape fmt", {"fmt", "--check", folder_.path("untidy.yaml")}},
            {"wiretape call", {"call", "--base-url", "http://127.0.0.1:1/v1"}},
            {"wiretape serve", {"serve", hello, "--port", "0"}},
            {"wiretape serve", {"serve", hello, "--port", "0", "--json", "--strict"}}};
  }

  Folder folder_;
};

TEST_F(OutputThatCanNotBeWritten, IsSaidAndIsExitCode1) {
  for (const auto& writer : writers()) {
    const auto finished = Command(writer.arguments, {}, Command::Output::full_device).finish();
    EXPECT_EQ(finished.exit_code, exit_output) << writer.name;
    EXPECT_THAT(finished.errors, HasSubstr(writer.name + ": can't write standard output: No space left on device\n"));
  }
}

TEST_F(OutputThatCanNotBeWritten, IsSaidWhereThereIsNone) {
  for (const auto& writer : writers()) {
    const auto finished = Command(writer.arguments, {}, Command::Output::none).finish();
    EXPECT_EQ(finished.exit_code, exit_output) << writer.name;
    EXPECT_THAT(finished.errors, HasSubstr(writer.name + ": can't write standard output: Bad file descriptor\n"));
  }
}

TEST_F(OutputThatCanNotBeWritten, EndsQuietlyWhereItsReaderHasSeenEnough) {
  for (const auto& writer : writers()) {
    if (writer.name == "wiretape serve" && writer.arguments[1] == hello) continue;
    if (writer.name == "wiretape fmt" || writer.name == "wiretape call") continue;
    const auto finished = Command(writer.arguments, {}, Command::Output::closed_pipe).finish();
    EXPECT_EQ(finished.exit_code, exit_cancelled) << writer.name;
    EXPECT_EQ(finished.errors, "") << writer.name;
  }
}

TEST_F(OutputThatCanNotBeWritten, IsSaidByAServerThatNobodyHears) {
  const auto finished = Command({"serve", hello, "--port", "0"}, {}, Command::Output::closed_pipe).finish();
  EXPECT_EQ(finished.exit_code, exit_output);
  EXPECT_EQ(finished.errors, "wiretape serve: can't write standard output: Broken pipe\n");
}

/// The exit code of a line of shell in which W is the command.
int shell(const std::string& line) {
  const auto status = std::system(("W=" WIRETAPE_COMMAND "; " + line).c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ErrorsThatCanNotBeWritten, ChangeNoExitCode) {
  EXPECT_EQ(shell("$W check /no/such/file 2>/dev/full"), exit_bad_tape);
  EXPECT_EQ(shell("$W check /no/such/file 2>&-"), exit_bad_tape);
  EXPECT_EQ(shell("$W nonsense 2>/dev/full"), exit_usage);
  EXPECT_EQ(shell("$W serve --port x 2>/dev/full"), exit_usage);
  EXPECT_EQ(shell("$W faults >/dev/full 2>/dev/full"), exit_output);
}

// File names on Linux are bytes.
TEST(NamesOfAnyBytes, AreWrittenIntoJson) {
  const Folder folder;
  const std::string name = "caf\xE9\xC2\x9B.yaml";
  folder.write(name, "wiretape: 1\nexchanges: []\n");
  const std::string shown = "/caf\xEF\xBF\xBD\xC2\x9B.yaml";
  const auto of_file = run({"check", folder.path(name), "--json"});
  EXPECT_EQ(of_file.exit_code, exit_bad_tape);
  EXPECT_EQ(nlohmann::json::parse(of_file.output)["mistakes"][0]["file"], folder.path() + shown);
  EXPECT_THAT(of_file.output, HasSubstr("\\u009b.yaml"));
  EXPECT_EQ(run({"check", folder.path(), "--json"}).output, of_file.output);
  EXPECT_EQ(nlohmann::json::parse(run({"check", "no\xFF", "--json"}).output)["mistakes"][0]["file"], "no\xEF\xBF\xBD");
}

TEST(NamesOfAnyBytes, AreServed) {
  const Folder folder;
  folder.write("caf\xE9.yaml", untidy);
  Command serve({"serve", folder.path("caf\xE9.yaml"), "--port", "0", "--json", "--strict", "--tls", "auto",
                 "--tls-ca-file", folder.path("ca\xE9.pem")});
  EXPECT_EQ(nlohmann::json::parse(serve.read_until("\n"))["tls_ca_file"], folder.path("ca\xEF\xBF\xBD.pem"));
  serve.interrupt();
  const auto finished = serve.finish();
  EXPECT_EQ(finished.exit_code, exit_strict);
  const auto report = nlohmann::json::parse(finished.output.substr(finished.output.find('\n') + 1));
  EXPECT_EQ(report["unused"][0]["file"], folder.path("caf\xEF\xBF\xBD.yaml"));
}

TEST(NamesOfAnyBytes, AreHarmlessInMessages) {
  const auto finished = run({"check", "no\x1B[2J\xC2\x9B\xFF"});
  EXPECT_THAT(finished.errors, StartsWith("no\xEF\xBF\xBD[2J\xEF\xBF\xBD\xEF\xBF\xBD: "));
}

}  // namespace
}  // namespace wiretape::cli
