#include "wiretape/core/provider/anthropic_messages/anthropic_rate_limit.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_error.h"

namespace wiretape::provider {
namespace {

using namespace std::chrono_literals;

constexpr WallTime new_year{1735689600s};  // 2025-01-01T00:00:00Z

TEST(AnthropicRateLimit, TellsOfEachQuotaThatThereIs) {
  const QuotaState requests{.limit = 5, .remaining = 0, .until_full = 59'000'001us};
  const QuotaState tokens{.limit = 25000, .remaining = 16000, .until_full = 0us};
  EXPECT_EQ(anthropic_rate_limit_fields({.requests = requests, .tokens = tokens}, new_year - 1h),
            (wire::HttpFields{{"anthropic-ratelimit-requests-limit", "5"},
                              {"anthropic-ratelimit-requests-remaining", "0"},
                              {"anthropic-ratelimit-requests-reset", "2024-12-31T23:01:00Z"},
                              {"anthropic-ratelimit-tokens-limit", "25000"},
                              {"anthropic-ratelimit-tokens-remaining", "16000"},
                              {"anthropic-ratelimit-tokens-reset", "2024-12-31T23:00:00Z"}}));
  EXPECT_EQ(anthropic_rate_limit_fields({.requests = requests}, new_year).size(), 3U);
  EXPECT_EQ(anthropic_rate_limit_fields({.tokens = tokens}, new_year).front().name, "anthropic-ratelimit-tokens-limit");
}

TEST(AnthropicRateLimit, SaysWhenToTryAgainWhereThatHelps) {
  QuotaRefusal refusal{.unit = "requests", .limit = 5, .remaining = 0, .needed = 1, .retry_after = 11'000'001us};
  EXPECT_EQ(anthropic_rate_limit_fields({.refusal = refusal}, new_year), (wire::HttpFields{{"retry-after", "12"}}));
  refusal.retry_after.reset();
  EXPECT_EQ(anthropic_rate_limit_fields({.refusal = refusal}, new_year), wire::HttpFields{});
}

TEST(AnthropicRateLimit, RefusesInTheProvidersWords) {
  const QuotaRefusal refusal{.unit = "requests", .limit = 5, .remaining = 0, .needed = 1, .retry_after = 12s};
  const ErrorReply error = anthropic_rate_limit_error(refusal);
  EXPECT_EQ(error.status, 429);
  EXPECT_EQ(
      anthropic_error_text(error, error.status, "r"),
      R"({"type":"error","error":{"type":"rate_limit_error","message":"Rate limit reached: of 5 requests a minute )"
      R"(0 are left, and this request needs 1. Try again in 12s."},"request_id":"r"})");
}

}  // namespace
}  // namespace wiretape::provider
