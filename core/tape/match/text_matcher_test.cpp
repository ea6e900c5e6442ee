#include "wiretape/core/tape/match/text_matcher.h"

#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using Kind = TextRule::Kind;

TextMatcher matcher(Kind kind, std::string text) {
  return TextMatcher({.kind = kind, .text = std::move(text)});
}

TEST(TextMatcher, ComparesTheWhole) {
  EXPECT_TRUE(matcher(Kind::equals, "a.c").met_by("a.c"));
  EXPECT_FALSE(matcher(Kind::equals, "a.c").met_by("abc"));
  EXPECT_FALSE(matcher(Kind::equals, "a").met_by("aa"));
}

TEST(TextMatcher, FindsAPart) {
  EXPECT_TRUE(matcher(Kind::contains, "b.").met_by("ab.c"));
  EXPECT_FALSE(matcher(Kind::contains, "b.").met_by("abc"));
  EXPECT_TRUE(matcher(Kind::contains, "").met_by(""));
}

TEST(TextMatcher, FindsAnExpressionAnywhereUnlessItIsAnchored) {
  EXPECT_TRUE(matcher(Kind::matches, "b.d").met_by("abcde"));
  EXPECT_FALSE(matcher(Kind::matches, "^b.d").met_by("abcde"));
  EXPECT_TRUE(matcher(Kind::matches, "(?i)BCD").met_by("abcde"));
  EXPECT_TRUE(matcher(Kind::matches, "h.llo").met_by("h\xC3\xA9llo")) << "a dot is a character, not a byte";
  EXPECT_TRUE(matcher(Kind::matches, std::string("a\0b", 3)).met_by(std::string_view("xa\0b", 4)));
}

TEST(TextMatcher, IsNotHurtByWhatHurtsBacktracking) {
  const std::string text(100'000, 'a');
  EXPECT_FALSE(matcher(Kind::matches, "(a*)*(a|b)*c$").met_by(text));
}

TEST(TextMatcher, WithABadExpressionIsNeverMet) {
  EXPECT_FALSE(matcher(Kind::matches, "(").met_by("("));
}

TEST(TextMatcher, SaysWhatItExpects) {
  EXPECT_EQ(matcher(Kind::equals, "a\"b").expected(), R"("a\"b")");
  EXPECT_EQ(matcher(Kind::contains, "a").expected(), R"(contains "a")");
  EXPECT_EQ(matcher(Kind::matches, "^a$").expected(), R"(matches "^a$")");
}

TEST(ExpressionError, SaysWhatIsWrong) {
  EXPECT_EQ(expression_error("a+(b|c)"), std::nullopt);
  EXPECT_EQ(expression_error("a("), "missing ): a(");
  EXPECT_NE(expression_error("(?=a)"), std::nullopt) << "RE2 has no lookahead";
  EXPECT_NE(expression_error("a{9999}"), std::nullopt);
}

TEST(ExpressionError, BoundsWhatAnExpressionCosts) {
  const std::string longest(4096, 'a');
  EXPECT_EQ(expression_error(longest), std::nullopt);
  EXPECT_TRUE(matcher(Kind::matches, longest).met_by(longest));
  EXPECT_EQ(expression_error(longest + "a"), "it has 4097 bytes, at most 4096 are taken");
  EXPECT_FALSE(matcher(Kind::matches, longest + "a").met_by(longest + "a"));
  EXPECT_NE(expression_error("((\\pL{100}){100}){100}"), std::nullopt) << "short, and millions of states";
}

}  // namespace
}  // namespace wiretape::tape
