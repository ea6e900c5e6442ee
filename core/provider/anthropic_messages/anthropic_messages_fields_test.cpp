#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(AnthropicMessagesFields, OfAStreamAreAnthropics) {
  EXPECT_EQ(anthropic_stream_fields(),
            (wire::HttpFields{{"cache-control", "no-cache"}, {"request-id", "req_011CWiretapeStream000000"}}));
}

TEST(AnthropicMessagesFields, OfAnAnswerNameTheRequest) {
  EXPECT_EQ(anthropic_answer_fields("req_1"),
            (wire::HttpFields{{"content-type", "application/json"}, {"request-id", "req_1"}}));
}

TEST(AnthropicMessagesFields, ARequestIdFollowsFromTheContent) {
  const std::string id = anthropic_request_id(ContentHash().add("a"));
  EXPECT_EQ(id, anthropic_request_id(ContentHash().add("a")));
  EXPECT_NE(id, anthropic_request_id(ContentHash().add("b")));
  EXPECT_EQ(id.size(), anthropic_stream_request_id.size());
  EXPECT_TRUE(id.starts_with("req_011C"));
}

}  // namespace
}  // namespace wiretape::provider
