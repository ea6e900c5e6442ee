#include "wiretape/mockserver/answer/quota/rate_limits.h"

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using provider::QuotaRefusal;
using provider::QuotaState;
using provider::RateLimitState;
using namespace std::chrono_literals;

TEST(RateLimits, TakeFromEachQuota) {
  RateLimits limits({.requests_per_minute = 60, .tokens_per_minute = 600}, 0us);
  EXPECT_EQ(limits.take(100, 0us),
            (RateLimitState{.requests = QuotaState{.limit = 60, .remaining = 59, .until_full = 1s},
                            .tokens = QuotaState{.limit = 600, .remaining = 500, .until_full = 10s}}));
  EXPECT_EQ(limits.take(0, 500ms),
            (RateLimitState{.requests = QuotaState{.limit = 60, .remaining = 58, .until_full = 1500ms},
                            .tokens = QuotaState{.limit = 600, .remaining = 505, .until_full = 9500ms}}));
}

TEST(RateLimits, TellOnlyOfQuotasThatThereAre) {
  EXPECT_EQ(RateLimits({.requests_per_minute = 1}, 0us).take(1'000'000, 0us),
            (RateLimitState{.requests = QuotaState{.limit = 1, .remaining = 0, .until_full = 60s}}));
  EXPECT_EQ(RateLimits({.tokens_per_minute = 60}, 0us).take(1, 0us),
            (RateLimitState{.tokens = QuotaState{.limit = 60, .remaining = 59, .until_full = 1s}}));
}

TEST(RateLimits, ABurstUsesAllOfAQuotaAndTheNextRequestWaits) {
  RateLimits limits({.requests_per_minute = 3}, 0us);
  for (int request = 0; request < 3; ++request)
    EXPECT_FALSE(limits.take(0, 0us).refusal);
  EXPECT_EQ(limits.take(0, 0us).refusal,
            (QuotaRefusal{.unit = "requests", .limit = 3, .remaining = 0, .needed = 1, .retry_after = 20s}));
  EXPECT_TRUE(limits.take(0, 20s - 1us).refusal);
  EXPECT_FALSE(limits.take(0, 20s).refusal);
  EXPECT_TRUE(limits.take(0, 20s).refusal);
}

TEST(RateLimits, ARefusedRequestTakesNothing) {
  RateLimits limits({.requests_per_minute = 10, .tokens_per_minute = 60}, 0us);
  EXPECT_FALSE(limits.take(50, 0us).refusal);
  EXPECT_EQ(limits.take(20, 0us).refusal,
            (QuotaRefusal{.unit = "tokens", .limit = 60, .remaining = 10, .needed = 20, .retry_after = 10s}));
  EXPECT_EQ(limits.take(10, 0us).requests->remaining, 8U);
}

TEST(RateLimits, NameTheQuotaThatTakesLongest) {
  RateLimits limits({.requests_per_minute = 1, .tokens_per_minute = 60}, 0us);
  EXPECT_FALSE(limits.take(59, 0us).refusal);
  EXPECT_EQ(limits.take(11, 30s).refusal->unit, "requests");
  EXPECT_EQ(limits.take(60, 30s).refusal->retry_after, 30s);
  EXPECT_EQ(limits.take(61, 30s).refusal->unit, "tokens") << "that will never be there";
}

TEST(RateLimits, HaveNoTimeForWhatNeverFits) {
  RateLimits limits({.tokens_per_minute = 60}, 0us);
  EXPECT_EQ(limits.take(61, 0us).refusal,
            (QuotaRefusal{.unit = "tokens", .limit = 60, .remaining = 60, .needed = 61, .retry_after = {}}));
  EXPECT_FALSE(limits.take(60, 0us).refusal);
}

}  // namespace
}  // namespace wiretape::mockserver
