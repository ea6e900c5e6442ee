#include "wiretape/core/tape/match/heard_matcher.h"

#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

TEST(HeardMatcher, AsksForMembersOfJson) {
  const HeardMatcher matcher({.json = R"({"type":"ask","item":{"role":"user"}})"});
  EXPECT_TRUE(matcher.met_by(R"({"event_id":"1","type":"ask","item":{"role":"user","content":[]}})"));
  EXPECT_FALSE(matcher.met_by(R"({"type":"ask","item":{"role":"system"}})"));
  EXPECT_FALSE(matcher.met_by("ask"));
  EXPECT_FALSE(matcher.met_by(R"({"type":"ask","item":{"role":"user"})")) << "is no JSON";
  EXPECT_EQ(matcher.expected(), R"({"item":{"role":"user"},"type":"ask"})");
}

TEST(HeardMatcher, AsksForAText) {
  EXPECT_TRUE(HeardMatcher({.text = TextRule{.text = "bye"}}).met_by("bye"));
  EXPECT_FALSE(HeardMatcher({.text = TextRule{.text = "bye"}}).met_by("good bye"));
  const HeardMatcher matcher({.text = TextRule{TextRule::Kind::matches, "^b.e$"}});
  EXPECT_TRUE(matcher.met_by("bye"));
  EXPECT_FALSE(matcher.met_by("by"));
  EXPECT_EQ(matcher.expected(), R"(matches "^b.e$")");
}

TEST(HeardMatcher, ThatAsksForNothingTakesAnything) {
  EXPECT_TRUE(HeardMatcher({}).met_by(""));
  EXPECT_TRUE(HeardMatcher({}).met_by("\xFF"));
  EXPECT_EQ(HeardMatcher({}).expected(), "any message");
}

}  // namespace
}  // namespace wiretape::tape
