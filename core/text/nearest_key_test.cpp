#include "wiretape/core/text/nearest_key.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

constexpr std::array<std::string_view, 6> keys{"id", "request", "reply", "response", "delivery", "finish_reason"};

TEST(NearestKey, FindsOneMistakeOfEachKind) {
  EXPECT_EQ(nearest_key("repl", keys), "reply");
  EXPECT_EQ(nearest_key("replyy", keys), "reply");
  EXPECT_EQ(nearest_key("repky", keys), "reply");
  EXPECT_EQ(nearest_key("rpely", keys), "reply");
}

TEST(NearestKey, IgnoresUpperAndLowerCase) {
  EXPECT_EQ(nearest_key("Request", keys), "request");
  EXPECT_EQ(nearest_key("ID", keys), "id");
}

TEST(NearestKey, FindsAWordOfAnotherSpelling) {
  EXPECT_EQ(nearest_key("finishReason", keys), "finish_reason");
  EXPECT_EQ(nearest_key("finish-reason", keys), "finish_reason");
  EXPECT_EQ(nearest_key("responce", keys), "response");
}

TEST(NearestKey, FindsNothingFarAway) {
  EXPECT_EQ(nearest_key("temperature", keys), std::nullopt);
  EXPECT_EQ(nearest_key("", keys), std::nullopt);
  EXPECT_EQ(nearest_key("xy", keys), std::nullopt);
  EXPECT_EQ(nearest_key("reply", std::span<const std::string_view>()), std::nullopt);
}

TEST(NearestKey, TakesTheNearestAndOfEquallyNearTheFirst) {
  constexpr std::array<std::string_view, 3> words{"gate", "game", "gap"};
  EXPECT_EQ(nearest_key("gape", words), "gate");
  EXPECT_EQ(nearest_key("gam", words), "game");
}

TEST(IsMistyped, CountsTypingMistakes) {
  EXPECT_TRUE(is_mistyped("completions", "completions", 0));
  EXPECT_TRUE(is_mistyped("competions", "completions", 1));
  EXPECT_TRUE(is_mistyped("Compeltions", "completions", 1));
  EXPECT_FALSE(is_mistyped("copmeltions", "completions", 1));
  EXPECT_FALSE(is_mistyped("complet", "completions", 3));
  EXPECT_FALSE(is_mistyped(std::string(1'000'000, 'r'), std::string(1'000'000, 'r'), 1)) << "endless";
}

TEST(NearestKey, DoesNotMeasureEndlessWords) {
  EXPECT_EQ(nearest_key(std::string(10'000'000, 'r'), keys), std::nullopt);
}

}  // namespace
}  // namespace wiretape::text
