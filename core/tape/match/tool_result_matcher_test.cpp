#include "wiretape/core/tape/match/tool_result_matcher.h"

#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using Results = std::vector<provider::ToolResult>;

const Results two{{.id = "c1", .name = "get_weather", .text = "18 °C"},
                  {.id = "c2", .name = "get_time", .text = "12:00"}};

TEST(ToolResultMatcher, IsMetByAnyOfThem) {
  EXPECT_TRUE(ToolResultMatcher({}).met_by(two));
  EXPECT_TRUE(ToolResultMatcher({.name = "get_time"}).met_by(two));
  EXPECT_TRUE(ToolResultMatcher({.id = "c2", .text = TextRule{TextRule::Kind::matches, "^12"}}).met_by(two));
  EXPECT_FALSE(ToolResultMatcher({.name = "get_time", .text = TextRule{TextRule::Kind::contains, "18"}}).met_by(two))
      << "by one of them alone";
  EXPECT_FALSE(ToolResultMatcher({.name = "get_weather", .id = "c2"}).met_by(two));
  EXPECT_FALSE(ToolResultMatcher({}).met_by(Results{}));
}

TEST(ToolResultMatcher, SaysWhatItExpects) {
  EXPECT_EQ(ToolResultMatcher({}).expected(), "any");
  EXPECT_EQ(ToolResultMatcher({.name = "f", .id = "c", .text = TextRule{TextRule::Kind::contains, "18"}}).expected(),
            "of f, to c, contains \"18\"");
}

TEST(ToolResults, AreDescribed) {
  EXPECT_EQ(describe(two), "of get_weather (c1) \"18 °C\", of get_time (c2) \"12:00\"");
  EXPECT_EQ(describe(Results{{.id = "c3", .name = "", .text = ""}}), "of no known call (c3) \"\"");
  EXPECT_EQ(describe(Results{}), "(absent)");
}

}  // namespace
}  // namespace wiretape::tape
