#include "wiretape/core/provider/anthropic_messages/anthropic_messages_call.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"

namespace wiretape::provider {
namespace {

TEST(AnthropicMessagesCall, BringsTheVersionOfThePath) {
  for (const char* base : {"", "/v1"})
    EXPECT_EQ(anthropic_messages_call({.path = base}, {}).target, "/v1/messages") << base;
  EXPECT_EQ(anthropic_messages_call({.path = "/~s/anthropic"}, {}).target, "/~s/anthropic/v1/messages");
}

TEST(AnthropicMessagesCall, NamesTheVersionOfTheApi) {
  EXPECT_EQ(anthropic_messages_call({.key = "k"}, {}).fields,
            (wire::HttpFields{{"x-api-key", "k"}, {"anthropic-version", "2023-06-01"}}));
  EXPECT_EQ(anthropic_messages_call({}, {}).fields, (wire::HttpFields{{"anthropic-version", "2023-06-01"}}));
  EXPECT_TRUE(anthropic_speaks_fields(anthropic_messages_call({}, {}).fields));
  EXPECT_FALSE(anthropic_speaks_fields({{"x-api-key", "k"}}));
}

TEST(AnthropicMessagesCall, AsksOrSendsAGivenBodyAsItStands) {
  const ChatRequest request{.model = "m", .prompt = "p"};
  EXPECT_EQ(anthropic_messages_call({}, request).body, anthropic_messages_request_body(request));
  EXPECT_EQ(anthropic_messages_call({}, {.model = "m", .prompt = "p", .body = "{ }"}).body, "{ }");
}

}  // namespace
}  // namespace wiretape::provider
