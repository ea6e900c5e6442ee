#include "wiretape/core/tape/match/list_pattern.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::tape {
namespace {

using Json = nlohmann::json;

TEST(ListPattern, IsWholeWithoutDots) {
  const auto list = Json::parse("[1,2]");
  const ListPattern pattern(list);
  EXPECT_EQ(pattern.size(), 2U);
  EXPECT_TRUE(pattern.takes(2));
  EXPECT_FALSE(pattern.takes(1));
  EXPECT_FALSE(pattern.takes(3));
  EXPECT_EQ(pattern.first_in(2), 0U);
  EXPECT_EQ(pattern[1], 2);
}

TEST(ListPattern, IsOpenWhereDotsStand) {
  const auto ending = Json::parse(R"(["...",1,2])");
  const ListPattern at_the_end(ending);
  EXPECT_EQ(at_the_end.size(), 2U);
  EXPECT_TRUE(at_the_end.takes(5));
  EXPECT_FALSE(at_the_end.takes(1));
  EXPECT_EQ(at_the_end.first_in(5), 3U);
  EXPECT_EQ(at_the_end[0], 1);
  const auto beginning = Json::parse(R"([1,2,"..."])");
  const ListPattern at_the_beginning(beginning);
  EXPECT_EQ(at_the_beginning.size(), 2U);
  EXPECT_TRUE(at_the_beginning.takes(5));
  EXPECT_EQ(at_the_beginning.first_in(5), 0U);
  EXPECT_EQ(at_the_beginning[0], 1);
}

TEST(ListPattern, AsksForNothingOfAnEmptyList) {
  const auto nothing = Json::array();
  EXPECT_TRUE(ListPattern(nothing).takes(0));
  EXPECT_FALSE(ListPattern(nothing).takes(1));
}

TEST(AnyElement, IsAskedForByOneMember) {
  const auto pattern = Json::parse(R"({"contains":{"a":1}})");
  ASSERT_NE(any_element(pattern), nullptr);
  EXPECT_EQ(*any_element(pattern), Json::parse(R"({"a":1})"));
  for (const char* other : {"{}", "[]", R"({"a":1})", R"({"contains":1,"a":1})", R"("contains")"})
    EXPECT_EQ(any_element(Json::parse(other)), nullptr) << other;
}

}  // namespace
}  // namespace wiretape::tape
