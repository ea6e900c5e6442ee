#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/exit_code.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;
using wiretape::cli::testing::Folder;
using wiretape::cli::testing::run;

constexpr auto one_tape =
    "wiretape: 1\nexchanges:\n  # mine\n  - {id: 000001-get-v1-x, request: {path: /v1/x}, "
    "response: {body: [a]}}\n";

TEST(Tidy, MakesOneFileOfAFolder) {
  const Folder folder;
  folder.write("a.yaml", one_tape);
  folder.write("b.yaml", one_tape);
  const auto done = run({"tidy", folder.path(), "--out", folder.path("all.tape")});
  EXPECT_EQ(done.exit_code, exit_completed) << done.errors;
  EXPECT_THAT(done.errors, HasSubstr("1 exchange of 2 tapes; 1 named anew; dropped as repeated: 000001-get-v1-x"));
  std::ifstream file(folder.path("all.tape"));
  const std::string text(std::istreambuf_iterator<char>(file), {});
  EXPECT_THAT(text, HasSubstr("  # mine\n  # mine\n  - id: x\n"));
  EXPECT_EQ(run({"check", folder.path("all.tape")}).exit_code, exit_completed);
  EXPECT_EQ(run({"tidy", folder.path()}).output, text);
}

TEST(Tidy, SaysWhatIsWrongAndWritesNothing) {
  const Folder folder;
  folder.write("a.yaml", "wiretape: 1\nexchange: []\n");
  const auto refused = run({"tidy", folder.path("a.yaml"), folder.path("none.yaml"), "--out", folder.path("all")});
  EXPECT_EQ(refused.exit_code, exit_bad_tape);
  EXPECT_THAT(refused.errors, HasSubstr("a.yaml:2:1"));
  EXPECT_THAT(refused.errors, HasSubstr("none.yaml"));
  EXPECT_FALSE(std::ifstream(folder.path("all")).good());
}

}  // namespace
}  // namespace wiretape::cli
