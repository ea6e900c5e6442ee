#include "wiretape/core/text/blank_separated.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(BlankSeparated, GivesTheWords) {
  EXPECT_THAT(blank_separated("1:2 3:4"), ElementsAre("1:2", "3:4"));
  EXPECT_THAT(blank_separated("  a   b "), ElementsAre("a", "b"));
  EXPECT_THAT(blank_separated(""), IsEmpty());
  EXPECT_THAT(blank_separated("   "), IsEmpty());
  EXPECT_THAT(blank_separated("a\tb"), ElementsAre("a\tb"));
}

TEST(ParseCount, TakesDigitsOnly) {
  EXPECT_EQ(parse_count("0"), 0U);
  EXPECT_EQ(parse_count("4294967296"), 4294967296U);
  for (const char* const wrong :
       {"", "-1", "+1", "1.0", "1e3", "0x1", " 1", "1 ", "4294967297", "99999999999999999999"})
    EXPECT_EQ(parse_count(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace wiretape::text
