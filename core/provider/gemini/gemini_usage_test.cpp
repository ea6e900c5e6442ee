#include "wiretape/core/provider/gemini/gemini_usage.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(GeminiUsage, CountsThoughtsApart) {
  GeminiUsage usage{.prompt = 7};
  EXPECT_EQ(usage.json(), R"({"promptTokenCount": 7,"totalTokenCount": 7})");
  usage.add(ReasoningBlock{"so it is", {}});
  usage.add(TextBlock{"Hi you", {}});
  usage.add(ToolCallReply{{}, "f", "{}"});
  EXPECT_EQ(usage.json(),
            R"({"promptTokenCount": 7,"candidatesTokenCount": 5,"totalTokenCount": 15,"thoughtsTokenCount": 3})");
}

}  // namespace
}  // namespace wiretape::provider
