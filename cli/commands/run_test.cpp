// `wiretape run`, the real command.

#include <csignal>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/exit_code.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"

namespace wiretape::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Finished;
using wiretape::cli::testing::Folder;

/// A folder with one tape, on which programs are run.
class Run : public ::testing::Test {
 protected:
  Run() {
    folder_.write("hello.yaml",
                  "wiretape: 1\nexchanges:\n  - id: hello\n    request: {path: /v1/chat/completions}\n    reply: "
                  "{dialect: openai.chat, text: Hello}\n");
  }

  [[nodiscard]] std::string tape() const { return folder_.path("hello.yaml"); }

  [[nodiscard]] std::vector<std::string> command(std::vector<std::string> program,
                                                 const std::vector<std::string>& options = {}) const {
    std::vector<std::string> arguments{"run", tape()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.emplace_back("--");
    arguments.insert(arguments.end(), program.begin(), program.end());
    return arguments;
  }

  [[nodiscard]] Finished run(std::vector<std::string> program, const std::vector<std::string>& options = {},
                             const std::string& input = "", const std::vector<std::string>& environment = {}) const {
    return testing::run(command(std::move(program), options), input, environment);
  }

  Folder folder_;
};

TEST_F(Run, EndsAsTheProgramEnds) {
  EXPECT_EQ(run({"true"}).exit_code, 0);
  EXPECT_EQ(run({"sh", "-c", "exit 7"}).exit_code, 7);
  EXPECT_EQ(run({"sh", "-c", "kill -KILL $$"}).exit_code, 128 + SIGKILL);
}

TEST_F(Run, GivesTheProgramTheStandardStreams) {
  const auto finished = run({"cat"}, {}, "from here\n");
  EXPECT_EQ(finished.output, "from here\n");
  EXPECT_THAT(finished.errors, IsEmpty());
  EXPECT_EQ(run({"sh", "-c", "echo wrong >&2"}).errors, "wrong\n");
}

TEST_F(Run, LetsAClientFindTheTapes) {
  const auto finished = run({WIRETAPE_COMMAND, "chat", "--provider", "openai", "Hi"}, {"--strict"});
  EXPECT_EQ(finished.exit_code, 0) << finished.errors;
  EXPECT_THAT(finished.output, HasSubstr("Hello"));
}

TEST_F(Run, TellsWhereTheServerIs) {
  EXPECT_THAT(run({"echo", "{url}/v1"}).output, MatchesRegex("http://127\\.0\\.0\\.1:[0-9]+/v1\n"));
  EXPECT_THAT(run({"sh", "-c", "echo $WIRETAPE_CONTROL_URL"}).output, MatchesRegex("http://127\\.0\\.0\\.1:[0-9]+\n"));
}

TEST_F(Run, ShowsTheProgramNoRealKey) {
  const auto finished = run({"env"}, {}, "", {"OPENAI_API_KEY=sk-real", "HOME=/home/somebody"});
  EXPECT_THAT(finished.output, Not(HasSubstr("sk-real")));
  EXPECT_THAT(finished.output, HasSubstr("HOME=/home/somebody"));
}

TEST_F(Run, BreaksTheAnswersAsAsked) {
  const auto finished =
      run({WIRETAPE_COMMAND, "chat", "--provider", "openai", "Hi"}, {"--faults", "status:code=503;type=overloaded"});
  EXPECT_EQ(finished.exit_code, exit_provider_error) << finished.errors;
}

TEST_F(Run, SaysUnderStrictWhatNoRequestAskedFor) {
  const auto finished = run({"true"}, {"--strict"});
  EXPECT_EQ(finished.exit_code, exit_strict);
  EXPECT_THAT(finished.errors, HasSubstr("hello"));
}

TEST_F(Run, SaysUnderStrictWhichFaultHitNothing) {
  const auto finished = run({WIRETAPE_COMMAND, "chat", "--provider", "openai", "Hi"},
                            {"--strict", "--faults", "stall:event=1;for=1us,reset:attempt=2"});
  EXPECT_EQ(finished.exit_code, exit_strict);
  EXPECT_THAT(finished.errors,
              EndsWith("wiretape: strict: 1 fault hit nothing:\n  --faults:1:23: fault 'reset:attempt=2'\n"));
}

TEST_F(Run, ForwardsSignals) {
  Command command(this->command({WIRETAPE_COMMAND, "serve", tape(), "--port", "0", "--json"}));
  EXPECT_THAT(command.read_until("\n"), HasSubstr("\"ready\":true"));
  command.signal(SIGTERM);
  EXPECT_EQ(command.finish().exit_code, exit_completed);
}

TEST_F(Run, SaysWhyAProgramCanNotBeStarted) {
  const auto unknown = run({"no-such-program"});
  EXPECT_EQ(unknown.exit_code, exit_not_found);
  EXPECT_EQ(unknown.errors, "wiretape run: can't start 'no-such-program': No such file or directory\n");
  EXPECT_EQ(run({folder_.path()}).exit_code, exit_not_started);
}

TEST_F(Run, StartsNothingWhereItCanNotPlay) {
  folder_.write("hello.yaml", "wiretape: 1\nexchanges: [{id: a, txt: b}]\n");
  const auto finished = run({"echo", "started"});
  EXPECT_EQ(finished.exit_code, exit_bad_tape);
  EXPECT_THAT(finished.output, IsEmpty());
}

TEST_F(Run, WantsAProgram) {
  const auto finished = testing::run({"run", tape()});
  EXPECT_EQ(finished.exit_code, exit_usage);
  EXPECT_THAT(finished.errors, HasSubstr("wiretape run TAPES -- PROGRAM"));
  EXPECT_EQ(testing::run({"run", tape(), "--"}).exit_code, exit_usage);
}

}  // namespace
}  // namespace wiretape::cli
