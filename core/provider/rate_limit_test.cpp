#include "wiretape/core/provider/rate_limit.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using namespace std::chrono_literals;

TEST(RateLimit, MessageSaysWhichQuotaAndWhenToTryAgain) {
  EXPECT_EQ(rate_limit_message({.unit = "tokens", .limit = 100, .remaining = 40, .needed = 60, .retry_after = 12s}),
            "Rate limit reached: of 100 tokens a minute 40 are left, and this request needs 60. Try again in 12s.");
}

TEST(RateLimit, MessageSaysThatARequestNeverFits) {
  EXPECT_EQ(rate_limit_message({.unit = "tokens", .limit = 10, .remaining = 10, .needed = 11}),
            "Rate limit reached: of 10 tokens a minute 10 are left, and this request needs 11. It is too large to ever "
            "fit: make it smaller.");
}

TEST(RateLimit, RetriesAfterWholeSecondsRoundedUp) {
  EXPECT_EQ(retry_after_seconds(0us), "0");
  EXPECT_EQ(retry_after_seconds(1us), "1");
  EXPECT_EQ(retry_after_seconds(1s), "1");
  EXPECT_EQ(retry_after_seconds(59'000'001us), "60");
}

}  // namespace
}  // namespace wiretape::provider
