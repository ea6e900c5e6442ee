// `wiretape fmt`, the real command.

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/exit_code.h"
#include "cli/testing/command.h"

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;
using wiretape::cli::testing::run;

constexpr auto untidy = "exchanges: [{response: {body: 'a'}, id: x}]\nwiretape: 1\n";
constexpr auto tidy = "wiretape: 1\nexchanges:\n  - id: x\n    response:\n      body: a\n";

class Fmt : public ::testing::Test {
 protected:
  Fmt() { std::filesystem::create_directories(folder_); }
  ~Fmt() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  static std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }

  [[nodiscard]] std::size_t files() const {
    const std::filesystem::directory_iterator all(folder_);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("wiretape_fmt_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Fmt, RewritesAndThenChangesNothing) {
  const std::string path = write("a.yaml", untidy);
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  const auto finished = run({"fmt", path});
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.output + finished.errors, "");
  EXPECT_EQ(read(path), tidy);
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0640U);
  const auto written = std::filesystem::last_write_time(path);
  EXPECT_EQ(run({"fmt", path}).exit_code, exit_completed);
  EXPECT_EQ(std::filesystem::last_write_time(path), written);
  EXPECT_EQ(files(), 1U);
}

TEST_F(Fmt, KeepsALinkALink) {
  const std::string path = write("a.yaml", untidy);
  const auto link = folder_ / "link.yaml";
  std::filesystem::create_symlink("a.yaml", link);
  EXPECT_EQ(run({"fmt", link.string()}).exit_code, exit_completed);
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(read(path), tidy);
}

TEST_F(Fmt, ChecksWithoutWriting) {
  const std::string bad = write("bad.yaml", untidy);
  const std::string good = write("good.yaml", tidy);
  const auto finished = run({"fmt", "--check", good, bad});
  EXPECT_EQ(finished.exit_code, exit_output);
  EXPECT_EQ(finished.output, bad + "\n");
  EXPECT_EQ(read(bad), untidy);
  EXPECT_EQ(run({"fmt", "--check", good}).exit_code, exit_completed);
}

TEST_F(Fmt, KeepsComments) {
  const std::string path = write("a.yaml",
                                 "# above all\n"
                                 "exchanges: [{response: {body: 'a'}, # the answer\n"
                                 "             id: x}]\n"
                                 "wiretape: 1 # first\n"
                                 "  # important\n");
  const std::string kept =
      "wiretape: 1 # first\n"
      "# above all\n"
      "exchanges:\n"
      "  - id: x\n"
      "    response: # the answer\n"
      "      body: a\n"
      "# important\n";
  const auto finished = run({"fmt", path});
  EXPECT_EQ(finished.exit_code, exit_completed);
  EXPECT_EQ(finished.output + finished.errors, "");
  EXPECT_EQ(read(path), kept);
  EXPECT_EQ(run({"fmt", "--check", path}).exit_code, exit_completed);
}

TEST_F(Fmt, KeepsCommentsWithoutABlankBeforeThem) {
  const std::string path = write("a.yaml",
                                 "wiretape: 1\n"
                                 "exchanges: [#list\n"
                                 "  {id: \"x\",#name\n"
                                 "   response: {body: 'a#b'}#answer\n"
                                 "  }]#end\n");
  const auto finished = run({"fmt", path});
  EXPECT_EQ(finished.exit_code, exit_completed);
  const std::string kept = read(path);
  for (const char* const comment : {"#list\n", " #name\n", "#answer\n", "#end\n", "body: \"a#b\"\n"})
    EXPECT_THAT(kept, HasSubstr(comment));
  EXPECT_EQ(run({"fmt", "--check", path}).exit_code, exit_completed);
}

TEST_F(Fmt, TakesFolders) {
  const std::string one = write("one.yaml", untidy);
  std::filesystem::create_directories(folder_ / "deeper");
  const std::string two = write("deeper/two.yml", untidy);
  const std::string other = write("notes.txt", untidy);
  const auto checked = run({"fmt", "--check", folder_.string()});
  EXPECT_EQ(checked.exit_code, exit_output);
  EXPECT_EQ(checked.output, two + "\n" + one + "\n");
  EXPECT_EQ(run({"fmt", folder_.string()}).exit_code, exit_completed);
  EXPECT_EQ(read(one), tidy);
  EXPECT_EQ(read(two), tidy);
  EXPECT_EQ(read(other), untidy);
}

TEST_F(Fmt, SaysWhereAFolderHoldsNoTape) {
  const auto finished = run({"fmt", folder_.string()});
  EXPECT_EQ(finished.exit_code, exit_bad_tape);
  EXPECT_THAT(finished.errors, HasSubstr("no tape"));
}

TEST_F(Fmt, PassesStandardInputOnToStandardOutput) {
  for (const char* const text : {untidy, tidy}) {
    const auto finished = run({"fmt", "-"}, text);
    EXPECT_EQ(finished.exit_code, exit_completed);
    EXPECT_EQ(finished.output, tidy);
  }
  const auto bad = run({"fmt", "-"}, "wiretape: 1\nexchanges: []\n");
  EXPECT_EQ(bad.exit_code, exit_bad_tape);
  EXPECT_EQ(bad.output, "");
  EXPECT_THAT(bad.errors, HasSubstr("standard input:2:12: no exchanges"));
}

TEST_F(Fmt, ChecksStandardInput) {
  const auto finished = run({"fmt", "--check", "-"}, untidy);
  EXPECT_EQ(finished.exit_code, exit_output);
  EXPECT_EQ(finished.output, "standard input\n");
  EXPECT_EQ(run({"fmt", "--check", "-"}, tidy).exit_code, exit_completed);
}

TEST_F(Fmt, ReadsNoMoreOfStandardInputThanATapeMayHave) {
  const std::string left = std::string("head -c 70000000 /dev/zero | { ") + WIRETAPE_COMMAND + " fmt -; wc -c; }";
  const auto finished = testing::Command({"-c", left}, {}, testing::Command::Output::pipe, "/bin/sh").finish();
  EXPECT_GT(std::stoi(finished.output), 0) << "bytes that were not read";
  EXPECT_THAT(finished.errors, HasSubstr("standard input: more than 67108864 bytes"));
}

TEST_F(Fmt, ReadsStandardInputOnce) {
  const std::string path = write("a.yaml", untidy);
  const auto finished = run({"fmt", "-", path, "-"}, untidy);
  EXPECT_EQ(finished.exit_code, exit_usage);
  EXPECT_EQ(finished.output, "");
  EXPECT_EQ(finished.errors,
            "wiretape fmt: '-' a second time: expected it once, for standard input can be read once\n");
  EXPECT_EQ(read(path), untidy);
}

TEST_F(Fmt, GoesOnAfterABadTape) {
  const std::string bad = write("bad.yaml", "wiretape: 1\nexchanges: []\n");
  const std::string good = write("good.yaml", untidy);
  const auto finished = run({"fmt", bad, good});
  EXPECT_EQ(finished.exit_code, exit_bad_tape);
  EXPECT_THAT(finished.errors, HasSubstr("no exchanges"));
  EXPECT_EQ(read(good), tidy);
}

}  // namespace
}  // namespace wiretape::cli
