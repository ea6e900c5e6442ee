#include "wiretape/core/text/diagnostic.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(Diagnostic, IsOneLineWithItsPlace) {
  const Diagnostic diagnostic{.file = "a.yaml",
                              .position = {.line = 3, .column = 5},
                              .found = "unknown key 'txt'",
                              .expected = "one of: text",
                              .hint = "did you mean 'text'?"};
  EXPECT_EQ(to_string(diagnostic), "a.yaml:3:5: unknown key 'txt'; expected one of: text; did you mean 'text'?");
}

TEST(Diagnostic, LeavesOutWhatIsNotSaid) {
  EXPECT_EQ(to_string({.file = "a.yaml", .position = {1, 1}, .found = "nothing", .expected = "a tape", .hint = ""}),
            "a.yaml:1:1: nothing; expected a tape");
  EXPECT_EQ(to_string({.file = "a.yaml", .position = {1, 2}, .found = "noise", .expected = "", .hint = ""}),
            "a.yaml:1:2: noise");
}

TEST(Diagnostic, OfAWholeFileHasNoPlace) {
  EXPECT_EQ(to_string({.file = "a.yaml", .position = {}, .found = "no file", .expected = "a tape", .hint = ""}),
            "a.yaml: no file; expected a tape");
}

TEST(Diagnostic, OfATextOfOneLineCountsColumnsFromItsFirstByte) {
  const auto diagnostic = diagnose("--faults", {4, "no value for 'at'", "key=value", "write at=2"});
  EXPECT_EQ(to_string(diagnostic), "--faults:1:5: no value for 'at'; expected key=value; write at=2");
}

TEST(Diagnostic, SeveralAreWrittenALineEach) {
  EXPECT_EQ(to_string(Diagnostics{{"a", {1, 2}, "x", "y", ""}, {"b", {}, "z", "", ""}}), "a:1:2: x; expected y\nb: z");
}

}  // namespace
}  // namespace wiretape::text
