#include "wiretape/core/provider/shared/usage_tokens.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(UsageTokens, AreTheTotalWhereThereIsOne) {
  EXPECT_EQ(tokens_in_usage(R"({"prompt_tokens":9,"completion_tokens":5,"total_tokens":20})"), 20U);
  EXPECT_EQ(tokens_in_usage(R"({"promptTokenCount":9,"candidatesTokenCount":5,"totalTokenCount":20})"), 20U);
}

TEST(UsageTokens, AreElseTheSumOfWhatIsCharged) {
  EXPECT_EQ(tokens_in_usage(R"({"prompt_tokens":9,"completion_tokens":5})"), 14U);
  EXPECT_EQ(tokens_in_usage(R"({"input_tokens":1,"cache_creation_input_tokens":20,"cache_read_input_tokens":300,)"
                            R"("output_tokens":4000,"service_tier":"standard"})"),
            4021U);
  EXPECT_EQ(tokens_in_usage(R"({"promptTokenCount":9,"candidatesTokenCount":5,"thoughtsTokenCount":30})"), 44U);
  EXPECT_EQ(tokens_in_usage(R"({"prompt_eval_count":9,"eval_count":5,"eval_duration":7000})"), 14U);
}

TEST(UsageTokens, MayStandInAnObjectOfTheirOwn) {
  EXPECT_EQ(tokens_in_usage(R"({"billed_units":{"input_tokens":7,"output_tokens":9},)"
                            R"("tokens":{"input_tokens":70,"output_tokens":9},"cached_tokens":5})"),
            79U);
  EXPECT_EQ(tokens_in_usage(R"({"tokens":7})"), 0U);
}

TEST(UsageTokens, CountNothingThatIsNoCount) {
  for (const char* usage : {"", "{", "[]", "7", "{}", R"({"total_tokens":"7"})", R"({"total_tokens":-7})",
                            R"({"total_tokens":7.5})", R"({"total_tokens":null})"})
    EXPECT_EQ(tokens_in_usage(usage), 0U) << usage;
}

TEST(UsageTokens, AreBounded) {
  EXPECT_EQ(tokens_in_usage(R"({"input_tokens":18446744073709551615,"output_tokens":18446744073709551615})"),
            2'000'000'000'000U);
}

}  // namespace
}  // namespace wiretape::provider
