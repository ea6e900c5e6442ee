#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(AnthropicMessagesFields, OfAStreamAreAnthropics) {
  EXPECT_EQ(anthropic_stream_fields(),
            (wire::HttpFields{{"cache-control", "no-cache"}, {"request-id", "req_011CWiretapeRequestId000"}}));
}

TEST(AnthropicMessagesFields, OfAnAnswerNameTheRequest) {
  EXPECT_EQ(anthropic_answer_fields(),
            (wire::HttpFields{{"content-type", "application/json"}, {"request-id", "req_011CWiretapeRequestId000"}}));
}

}  // namespace
}  // namespace wiretape::provider
