#include "cli/show/fitted_line.h"

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

TEST(FittedLine, StaysWholeWhereItFits) {
  EXPECT_EQ(fitted_line("abc", 3), "abc");
  EXPECT_EQ(fitted_line("", 1), "");
  EXPECT_EQ(fitted_line("h\xC3\xA9llo", 5), "h\xC3\xA9llo");
}

TEST(FittedLine, LeavesAColumnForWhatStandsForTheRest) {
  EXPECT_EQ(fitted_line("abcd", 3), "ab…");
  EXPECT_EQ(fitted_line("abcd", 1), "…");
  EXPECT_EQ(fitted_line("h\xC3\xA9llo", 3), "h\xC3\xA9…");
}

TEST(FittedLine, CountsWideAndJoiningCharacters) {
  EXPECT_EQ(columns_of("日本"), 4U);
  EXPECT_EQ(columns_of("😀"), 2U);
  EXPECT_EQ(columns_of("e\xCC\x81"), 1U);
  EXPECT_EQ(fitted_line("日本語", 6), "日本語");
  EXPECT_EQ(fitted_line("日本語", 5), "日本…");
  EXPECT_EQ(fitted_line("日本語", 4), "日…");
  EXPECT_EQ(fitted_line("e\xCC\x81x", 2), "e\xCC\x81x");
}

}  // namespace
}  // namespace wiretape::cli
