#include "wiretape/core/tape/match/last_message_index.h"

#include <algorithm>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/match/text_matcher.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Kind = TextRule::Kind;

TEST(LastMessageIndex, TakesTextsAndPartsOfThem) {
  EXPECT_TRUE(LastMessageIndex::takes({Kind::equals, ""}));
  EXPECT_TRUE(LastMessageIndex::takes({Kind::contains, "four"}));
  EXPECT_FALSE(LastMessageIndex::takes({Kind::contains, "one"}));
  EXPECT_FALSE(LastMessageIndex::takes({Kind::matches, "four"}));
}

TEST(LastMessageIndex, FindsWholeTextsAlone) {
  LastMessageIndex index;
  index.add({Kind::equals, "a"}, 3);
  index.add({Kind::equals, "b"}, 4);
  index.add({Kind::equals, "a"}, 8);
  index.make_ready();
  EXPECT_THAT(index.candidates("a"), ElementsAre(3, 8));
  EXPECT_THAT(index.candidates("ab"), IsEmpty());
}

TEST(LastMessageIndex, TellsPartsThatBeginAlikeApart) {
  LastMessageIndex index;
  for (std::size_t number = 100; number < 1000; ++number)
    index.add({Kind::contains, "the question number " + std::to_string(number) + ", please"}, number);
  index.make_ready();
  EXPECT_THAT(index.candidates("the question number 567, please"), ElementsAre(567));
  EXPECT_THAT(index.candidates(""), IsEmpty());
  EXPECT_THAT(index.candidates("the"), IsEmpty());
}

/// A few letters, so that texts are often found in each other.
std::string some_text(std::mt19937& random, std::size_t most) {
  std::string text(random() % (most + 1), ' ');
  for (char& letter : text)
    letter = static_cast<char>('a' + random() % 3);
  return text;
}

TEST(LastMessageIndex, LeavesOutNothingThatIsMet) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    LastMessageIndex index;
    std::vector<TextRule> rules;
    const auto count = random() % 60;
    while (rules.size() < count) {
      const TextRule rule{random() % 4 == 0 ? Kind::equals : Kind::contains, some_text(random, 9)};
      if (!LastMessageIndex::takes(rule)) continue;
      index.add(rule, rules.size());
      rules.push_back(rule);
    }
    index.make_ready();
    const auto text = some_text(random, 40);
    const auto found = index.candidates(text);
    EXPECT_TRUE(std::ranges::is_sorted(found));
    EXPECT_EQ(std::ranges::adjacent_find(found), found.end());
    for (std::size_t at = 0; at < rules.size(); ++at) {
      if (TextMatcher(rules[at]).met_by(text)) {
        EXPECT_TRUE(std::ranges::binary_search(found, at)) << text;
      }
    }
  }
}

}  // namespace
}  // namespace wiretape::tape
