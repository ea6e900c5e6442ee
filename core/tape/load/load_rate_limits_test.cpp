#include "wiretape/core/tape/load/load_rate_limits.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string limited(std::string_view limits) {
  return "wiretape: 1\nlimits: " + std::string(limits) + "\nexchanges: [{response: {body: x}}]\n";
}

TEST(LoadRateLimits, ReadsEitherOrBoth) {
  EXPECT_EQ(tape_of(limited("{requests_per_minute: 3, tokens_per_minute: 1000000000}")).limits,
            (Limits{.requests_per_minute = 3, .tokens_per_minute = 1'000'000'000}));
  EXPECT_EQ(tape_of(limited("{tokens_per_minute: 1}")).limits,
            (Limits{.requests_per_minute = {}, .tokens_per_minute = 1}));
  EXPECT_EQ(tape_of(limited("{requests_per_minute: 1}")).limits,
            (Limits{.requests_per_minute = 1, .tokens_per_minute = {}}));
}

TEST(LoadRateLimits, ATapeWithoutThemIsNotLimited) {
  EXPECT_FALSE(tape_of("wiretape: 1\nexchanges: [{response: {body: x}}]\n").limits.is_any());
}

TEST(LoadRateLimits, RefusesWhatIsNoLimit) {
  EXPECT_THAT(mistakes_in(limited("{requests_per_minute: 0}")), ElementsAre(StartsWith("2:31: the number 0")));
  EXPECT_THAT(mistakes_in(limited("{tokens_per_minute: 1000000001}")), ElementsAre(StartsWith("2:29: the number")));
  EXPECT_THAT(mistakes_in(limited("{requests_per_minute: 1.5}")), ElementsAre(StartsWith("2:31: the number 1.5")));
  EXPECT_THAT(mistakes_in(limited("{tokens_per_minute: many}")), ElementsAre(StartsWith("2:29: the text 'many'")));
  EXPECT_THAT(
      mistakes_in(limited("{}")),
      ElementsAre("2:9: 'limits' without a limit; expected 'requests_per_minute', 'tokens_per_minute' or both"));
  EXPECT_THAT(mistakes_in(limited("10")), ElementsAre(HasSubstr("2:9: the number 10; expected limits: a mapping")));
}

TEST(LoadRateLimits, KnowsNoOtherKeys) {
  EXPECT_THAT(mistakes_in(limited("{requests_per_hour: 1}")),
              ElementsAre(HasSubstr("2:10: unknown key 'requests_per_hour'; expected one of: requests_per_minute, "
                                    "tokens_per_minute")));
}

}  // namespace
}  // namespace wiretape::tape
