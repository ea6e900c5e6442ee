#include "wiretape/core/provider/openai_chat/openai_chat_call.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/openai_chat/openai_chat_request.h"

namespace wiretape::provider {
namespace {

TEST(OpenaiChatCall, IsBelowTheBaseWithItsQuery) {
  const auto call = openai_chat_call({.path = "/v1", .query = "a=b", .key = "k"}, {.model = "m", .prompt = "p"});
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.target, "/v1/chat/completions?a=b");
  EXPECT_EQ(call.body, openai_chat_request_body({.model = "m", .prompt = "p"}));
}

TEST(OpenaiChatCall, HasTheKeyWhereThereIsOne) {
  EXPECT_EQ(openai_chat_call({.key = "k"}, {}).fields, (wire::HttpFields{{"authorization", "Bearer k"}}));
  EXPECT_EQ(openai_chat_call({}, {}).fields, wire::HttpFields{});
}

TEST(OpenaiChatCall, SendsAGivenBodyAsItStands) {
  EXPECT_EQ(openai_chat_call({}, {.model = "m", .prompt = "p", .body = "{ }"}).body, "{ }");
}

}  // namespace
}  // namespace wiretape::provider
