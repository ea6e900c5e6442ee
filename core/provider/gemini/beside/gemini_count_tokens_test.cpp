#include "wiretape/core/provider/gemini/beside/gemini_count_tokens.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {
namespace {

WholeAnswer count(std::string body) {
  const wire::HttpRequest request{{}, std::move(body)};
  return gemini_count_tokens.answer(RequestView(request, "/v1beta/models/m:countTokens", ""));
}

TEST(GeminiCountTokens, SaysWhatTheUsageOfAnAnswerWould) {
  const std::string contents = R"({"contents":[{"parts":[{"text":"one two three"}]}]})";
  EXPECT_EQ(count(contents).body, "{\n  \"totalTokens\": 3\n}\n");
  EXPECT_EQ(count(R"({"generateContentRequest":)" + contents + "}").body, "{\n  \"totalTokens\": 3\n}\n");
  EXPECT_EQ(count("no JSON").status, 400);
  EXPECT_TRUE(gemini_count_tokens.is_at("/v1beta/models/m:countTokens"));
  EXPECT_FALSE(gemini_count_tokens.is_at("/v1beta/models/m:generateContent"));
}

}  // namespace
}  // namespace wiretape::provider
