#include "wiretape/core/provider/openai_responses/openai_responses_call.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/openai_responses/openai_responses_request.h"

namespace wiretape::provider {
namespace {

TEST(OpenaiResponsesCall, IsBelowTheBaseWithItsQuery) {
  const auto call = openai_responses_call({.path = "/v1", .query = "a=b", .key = "k"}, {.model = "m", .prompt = "p"});
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.target, "/v1/responses?a=b");
  EXPECT_EQ(call.fields, (wire::HttpFields{{"authorization", "Bearer k"}}));
  EXPECT_EQ(call.body, openai_responses_request_body({.model = "m", .prompt = "p"}));
}

TEST(OpenaiResponsesCall, SendsAGivenBodyAsItStands) {
  EXPECT_EQ(openai_responses_call({}, {.model = "m", .prompt = "p", .body = "{ }"}).body, "{ }");
}

}  // namespace
}  // namespace wiretape::provider
