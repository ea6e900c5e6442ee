#include "wiretape/core/redact/stream/patterns.h"

#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::redact {
namespace {

using ::testing::ElementsAre;

Rules rules_knowing(const std::vector<std::string>& values) {
  Rules rules;
  for (const std::string& value : values)
    rules.known.push_back({"known", value});
  return rules;
}

// "end:length" of each hit.
std::vector<std::string> hits_in(const Patterns& patterns, std::string_view text) {
  std::vector<std::string> hits;
  Patterns::State state = Patterns::start;
  for (std::size_t i = 0; i < text.size(); ++i) {
    state = patterns.next(state, text[i]);
    for (const PatternHit& hit : patterns.hits(state))
      hits.push_back(std::to_string(i + 1) + ":" + std::to_string(hit.length));
  }
  return hits;
}

TEST(Patterns, AreFoundWhereTheyEndAlsoInOneAnother) {
  const Patterns patterns(rules_knowing({"he", "she", "his", "hers"}));
  EXPECT_THAT(hits_in(patterns, "ushers his"), ElementsAre("4:3", "4:2", "6:4", "10:3"));
  EXPECT_THAT(hits_in(patterns, "shhisheh"), ElementsAre("5:3", "7:3", "7:2"));
}

TEST(Patterns, SayHowMuchMayGoOn) {
  const Patterns patterns(rules_knowing({"abcd", "bcx"}));
  Patterns::State state = Patterns::start;
  std::vector<std::uint32_t> depths;
  for (const char c : std::string_view("abcxaaz")) {
    state = patterns.next(state, c);
    depths.push_back(patterns.depth(state));
  }
  EXPECT_THAT(depths, ElementsAre(1, 2, 3, 3, 1, 1, 0));
  EXPECT_EQ(patterns.longest(), 4U);
}

TEST(Patterns, KnowTheMembers) {
  Rules rules;
  rules.members = {"password", "apikey"};
  const Patterns patterns(rules);
  EXPECT_TRUE(patterns.is_secret_member("apikey"));
  EXPECT_TRUE(patterns.is_secret_member("_API-Key"));
  EXPECT_TRUE(patterns.is_secret_member("password"));
  EXPECT_FALSE(patterns.is_secret_member(""));
  EXPECT_FALSE(patterns.is_secret_member("passwords"));
}

}  // namespace
}  // namespace wiretape::redact
