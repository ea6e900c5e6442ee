#include "wiretape/core/provider/shared/error_words.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(SaysPassing, KnowsTheWordsOfProviders) {
  for (const char* word : {"overloaded_error", "server_error", "api_error", "rate_limit_exceeded", "timeout_error",
                           "service_unavailable"}) {
    EXPECT_TRUE(says_passing(word)) << word;
  }
  for (const char* word : {"", "invalid_request_error", "authentication_error", "insufficient_quota", "502"})
    EXPECT_FALSE(says_passing(word)) << word;
}

}  // namespace
}  // namespace wiretape::provider
