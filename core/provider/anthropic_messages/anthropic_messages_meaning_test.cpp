#include "wiretape/core/provider/anthropic_messages/anthropic_messages_meaning.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(AnthropicMessagesMeaning, KnowsErrorsThatPass) {
  for (const char* type : {"overloaded_error", "api_error", "rate_limit_error", "timeout_error"})
    EXPECT_EQ(anthropic_messages_error_meaning(type, ""), ErrorMeaning::passing) << type;
  for (const char* type : {"invalid_request_error", "authentication_error", "billing_error", ""})
    EXPECT_EQ(anthropic_messages_error_meaning(type, ""), ErrorMeaning::unknown) << type;
}

}  // namespace
}  // namespace wiretape::provider
