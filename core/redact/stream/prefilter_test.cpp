#include "wiretape/core/redact/stream/prefilter.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"

namespace wiretape::redact {
namespace {

Prefilter filter_for(const std::vector<std::string_view>& patterns) {
  Prefilter filter;
  for (const std::string_view pattern : patterns)
    filter.add(pattern);
  return filter;
}

// Where a pattern begins that stands whole in the text or is cut by its end; npos: nowhere.
std::size_t first_begin(std::string_view text, const std::vector<std::string_view>& patterns) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const std::string_view pattern : patterns) {
      if (pattern.starts_with(text.substr(at, pattern.size()))) return at;
    }
  }
  return std::string_view::npos;
}

TEST(Prefilter, GoesPastWhatIsHarmless) {
  const Prefilter filter = filter_for({"sk-", "eyJ", "AKIA"});
  for (const std::string_view text : {"", "a", "a well-known task in Java. Eye of", "an ASK AK EYJ kia"}) {
    const Suspect suspect = filter.find(text, 0, TextStop::quote);
    EXPECT_EQ(suspect.begin, text.size()) << text;
    EXPECT_EQ(suspect.end, text.size()) << text;
  }
}

TEST(Prefilter, EndsAtTheStop) {
  const Prefilter filter = filter_for({"sk-"});
  EXPECT_EQ(filter.find("ab\\sk-", 0, TextStop::string).begin, 2U);
  EXPECT_EQ(filter.find("ab\nsk-", 0, TextStop::string).begin, 2U);
  EXPECT_EQ(filter.find("ab\"sk-", 0, TextStop::string).begin, 2U);
  EXPECT_EQ(filter.find("a\n\\b\"sk-", 0, TextStop::quote).begin, 4U);
}

TEST(Prefilter, PassesNoBeginOfAPattern) {
  const std::vector<std::string_view> patterns{"sk-", "Bearer ", "@", "abcabcabcabcabc", "k-b", "+", "aaB"};
  const Prefilter filter = filter_for(patterns);
  wire::SplitMix random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t left = random.next() % 24; left > 0; --left)
      text.push_back("sk-BeareabcB @+x"[random.next() % 16]);
    const Suspect suspect = filter.find(text, 0, TextStop::quote);
    const std::size_t first = first_begin(text, patterns);
    ASSERT_LE(suspect.begin, std::min(first, text.size())) << text;
    ASSERT_TRUE(suspect.begin < suspect.end || suspect.begin == text.size()) << text;
  }
}

}  // namespace
}  // namespace wiretape::redact
