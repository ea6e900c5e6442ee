#include "wiretape/core/provider/shared/openai/openai_meaning.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(OpenaiMeaning, KnowsErrorsThatPass) {
  for (const char* type :
       {"overloaded_error", "server_error", "api_error", "rate_limit_error", "timeout", "unavailable"})
    EXPECT_EQ(openai_error_meaning(type, ""), ErrorMeaning::passing) << type;
  for (const char* code : {"rate_limit_exceeded", "502", "408", "409", "429"})
    EXPECT_EQ(openai_error_meaning("", code), ErrorMeaning::passing) << code;
}

TEST(OpenaiMeaning, KnowsAnEmptyPurse) {
  EXPECT_EQ(openai_error_meaning("insufficient_quota", ""), ErrorMeaning::lasting);
  EXPECT_EQ(openai_error_meaning("server_error", "insufficient_quota"), ErrorMeaning::lasting);
}

TEST(OpenaiMeaning, SaysNothingOfOthers) {
  EXPECT_EQ(openai_error_meaning("", ""), ErrorMeaning::unknown);
  EXPECT_EQ(openai_error_meaning("invalid_request_error", "400"), ErrorMeaning::unknown);
  EXPECT_EQ(openai_error_meaning("", "502x"), ErrorMeaning::unknown);
}

}  // namespace
}  // namespace wiretape::provider
