#include "wiretape/core/provider/shared/openai/openai_rate_limit.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/shared/openai/openai_error.h"

namespace wiretape::provider {
namespace {

using namespace std::chrono_literals;

TEST(OpenaiRateLimit, WritesDurationsAsOpenaiDoes) {
  EXPECT_EQ(openai_duration(0us), "0s");
  EXPECT_EQ(openai_duration(1us), "1ms");
  EXPECT_EQ(openai_duration(120ms), "120ms");
  EXPECT_EQ(openai_duration(999'001us), "1s");
  EXPECT_EQ(openai_duration(59'940ms), "59.94s");
  EXPECT_EQ(openai_duration(60s), "1m0s");
  EXPECT_EQ(openai_duration(6min), "6m0s");
  EXPECT_EQ(openai_duration(1h + 2min + 3500ms), "1h2m3.5s");
  EXPECT_EQ(openai_duration(2h), "2h0m0s");
}

TEST(OpenaiRateLimit, TellsOfEachQuotaThatThereIs) {
  const QuotaState requests{.limit = 15000, .remaining = 14999, .until_full = 4ms};
  const QuotaState tokens{.limit = 100, .remaining = 40, .until_full = 36s};
  EXPECT_EQ(openai_rate_limit_fields({.requests = requests, .tokens = tokens}, {}),
            (wire::HttpFields{{"x-ratelimit-limit-requests", "15000"},
                              {"x-ratelimit-remaining-requests", "14999"},
                              {"x-ratelimit-reset-requests", "4ms"},
                              {"x-ratelimit-limit-tokens", "100"},
                              {"x-ratelimit-remaining-tokens", "40"},
                              {"x-ratelimit-reset-tokens", "36s"}}));
  EXPECT_EQ(openai_rate_limit_fields({.requests = requests}, {}).size(), 3U);
  EXPECT_EQ(openai_rate_limit_fields({.tokens = tokens}, {}).front().name, "x-ratelimit-limit-tokens");
}

TEST(OpenaiRateLimit, SaysWhenToTryAgainWhereThatHelps) {
  QuotaRefusal refusal{.unit = "tokens", .limit = 100, .remaining = 40, .needed = 60, .retry_after = 11'000'001us};
  EXPECT_EQ(openai_rate_limit_fields({.refusal = refusal}, {}), (wire::HttpFields{{"retry-after", "12"}}));
  refusal.retry_after.reset();
  EXPECT_EQ(openai_rate_limit_fields({.refusal = refusal}, {}), wire::HttpFields{});
}

TEST(OpenaiRateLimit, RefusesInTheProvidersWords) {
  const QuotaRefusal refusal{.unit = "tokens", .limit = 100, .remaining = 40, .needed = 60, .retry_after = 12s};
  const WholeAnswer answer = openai_render_error(openai_rate_limit_error(refusal));
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(
      answer.body,
      R"({"error":{"message":"Rate limit reached: of 100 tokens a minute 40 are left, and this request needs 60. )"
      R"(Try again in 12s.","type":"tokens","param":null,"code":"rate_limit_exceeded"}})");
}

}  // namespace
}  // namespace wiretape::provider
