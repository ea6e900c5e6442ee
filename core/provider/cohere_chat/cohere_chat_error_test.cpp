#include "wiretape/core/provider/cohere_chat/cohere_chat_error.h"

#include <chrono>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(CohereChatError, IsAMessage) {
  ErrorReply error{.status = 429, .message = "Slow down.", .type = "t", .code = "c", .param = {}};
  error.retry_after = std::chrono::seconds(2);
  const WholeAnswer answer = cohere_chat_render_error(error);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.body, R"({"message":"Slow down."})");
  EXPECT_EQ(wire::find_field(answer.fields, "content-type"), "application/json");
  EXPECT_EQ(wire::find_field(answer.fields, "retry-after"), "2");
  EXPECT_EQ(wire::find_field(answer.fields, "x-debug-trace-id")->size(), 32U);
}

TEST(CohereChatError, OfAStreamMayPass) {
  EXPECT_EQ(cohere_chat_error_meaning("ERROR", ""), ErrorMeaning::passing);
  EXPECT_EQ(cohere_chat_error_meaning("TIMEOUT", ""), ErrorMeaning::passing);
  EXPECT_EQ(cohere_chat_error_meaning("", ""), ErrorMeaning::unknown);
}

TEST(CohereChatError, QuotasOfRequestsAreTold) {
  RateLimitState state;
  state.requests = QuotaState{.limit = 20, .remaining = 17};
  state.tokens = QuotaState{.limit = 100, .remaining = 1};
  EXPECT_EQ(cohere_chat_rate_limit_fields(state, {}),
            (wire::HttpFields{{"x-trial-endpoint-call-limit", "20"}, {"x-trial-endpoint-call-remaining", "17"}}));
  state.refusal = QuotaRefusal{.unit = "requests", .limit = 20, .remaining = 0, .needed = 1};
  state.refusal->retry_after = std::chrono::milliseconds(1500);
  EXPECT_EQ(wire::find_field(cohere_chat_rate_limit_fields(state, {}), "retry-after"), "2");
  EXPECT_EQ(cohere_chat_rate_limit_error(*state.refusal).status, 429);
}

}  // namespace
}  // namespace wiretape::provider
