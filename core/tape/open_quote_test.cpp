#include "wiretape/core/tape/open_quote.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

constexpr std::size_t none = std::string_view::npos;

TEST(OpenQuote, FindsAQuoteThatIsNeverClosed) {
  EXPECT_EQ(find_open_quote(R"(a: "b)", 0), 3U);
  EXPECT_EQ(find_open_quote("a: 'b\nc: d\n", 0), 3U);
  EXPECT_EQ(find_open_quote(R"([1, "x)", 0), 4U);
  EXPECT_EQ(find_open_quote(R"("x)", 0), 0U);
}

TEST(OpenQuote, PassesOverClosedOnes) {
  EXPECT_EQ(find_open_quote(R"(a: "b", c: 'd', e: "f)", 0), 19U);
  EXPECT_EQ(find_open_quote(R"(a: "b\"", c: 'it''s')", 0), none);
  EXPECT_EQ(find_open_quote(R"(a: "b\\", c: "d)", 0), 13U);
  EXPECT_EQ(find_open_quote("a: 'b'''", 0), none);
}

TEST(OpenQuote, TakesQuotesInsidePlainTextAsText) {
  EXPECT_EQ(find_open_quote(R"(a: don't say "no)", 0), none);
  EXPECT_EQ(find_open_quote("- it's\n- \"x", 0), 9U);
}

TEST(OpenQuote, PassesOverCommentsAnchorsAndTags) {
  EXPECT_EQ(find_open_quote("a: 1 # \"not this\nb: \"this", 0), 20U);
  EXPECT_EQ(find_open_quote("# it's\n", 0), none);
  EXPECT_EQ(find_open_quote("# it's", 0), none);
  EXPECT_EQ(find_open_quote("a: &x !b64 \"y", 0), 11U);
  EXPECT_EQ(find_open_quote("a: &x", 0), none);
  EXPECT_EQ(find_open_quote("a: b#c\nd: \"e", 0), 10U);
}

TEST(OpenQuote, BeginsWhereItIsTold) {
  EXPECT_EQ(find_open_quote(R"(a: "b, c: 'd)", 6), 10U);
  EXPECT_EQ(find_open_quote("a", 1), none);
}

}  // namespace
}  // namespace wiretape::tape
