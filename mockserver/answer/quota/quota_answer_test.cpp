#include "wiretape/mockserver/answer/quota/quota_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr provider::QuotaRefusal refusal{
    .unit = "requests", .limit = 1, .remaining = 0, .needed = 1, .retry_after = 60s};
const provider::RateLimitState state{
    .requests = provider::QuotaState{.limit = 1, .remaining = 0, .until_full = 60s}, .tokens = {}, .refusal = refusal};

TEST(QuotaAnswer, SpeaksTheDialectOfTheExchange) {
  auto exchange = says("Hello");
  const auto openai = limited_answer(exchange, refusal, quota_fields(exchange, state, {}));
  EXPECT_EQ(openai.status, 429);
  EXPECT_THAT(openai.body, HasSubstr(R"("type":"requests","param":null,"code":"rate_limit_exceeded")"));
  EXPECT_EQ(wire::find_field(openai.fields, "x-ratelimit-reset-requests"), "1m0s");
  EXPECT_EQ(wire::find_field(openai.fields, "content-type"), "application/json");
  EXPECT_EQ(wire::find_field(openai.fields, "retry-after"), "60");

  exchange.dialect = provider::find_dialect("anthropic.messages");
  const auto anthropic = limited_answer(exchange, refusal, quota_fields(exchange, state, {}));
  EXPECT_EQ(anthropic.status, 429);
  EXPECT_THAT(anthropic.body,
              StartsWith(R"({"type":"error","error":{"type":"rate_limit_error","message":"Rate limit)"));
  EXPECT_EQ(wire::find_field(anthropic.fields, "anthropic-ratelimit-requests-reset"), "1970-01-01T00:01:00Z");
  EXPECT_EQ(wire::find_field(anthropic.fields, "retry-after"), "60");
}

TEST(QuotaAnswer, SpeaksLikeOpenaiWhereNoDialectIsKnown) {
  const auto exchange = plain("a", "/", "A");
  EXPECT_EQ(quota_fields(exchange, state, {}).front(), (wire::HttpField{"x-ratelimit-limit-requests", "1"}));
  EXPECT_THAT(limited_answer(exchange, refusal, {}).body, HasSubstr("rate_limit_exceeded"));
}

TEST(PutFields, TakesThePlaceOfThoseOfTheSameName) {
  wire::HttpFields head{{"A", "1"}, {"b", "2"}, {"a", "3"}};
  put_fields(head, {{"a", "4"}, {"c", "5"}});
  EXPECT_EQ(head, (wire::HttpFields{{"b", "2"}, {"a", "4"}, {"c", "5"}}));
}

}  // namespace
}  // namespace wiretape::mockserver
