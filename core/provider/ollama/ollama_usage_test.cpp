#include "wiretape/core/provider/ollama/ollama_usage.h"

#include <vector>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(OllamaUsage, IsTheCountsOfALine) {
  const std::vector<OllamaCount> counts{{"eval_count", "5"}, {"total_duration", "9"}};
  EXPECT_EQ(usage_of_counts(counts), R"({"eval_count":5,"total_duration":9})");
  EXPECT_EQ(usage_of_counts({}), "{}");
  EXPECT_TRUE(is_ollama_count("prompt_eval_count"));
  EXPECT_FALSE(is_ollama_count("context"));
}

TEST(OllamaUsage, StandsInALineAsItsMembers) {
  EXPECT_EQ(members_of_usage("{ \"eval_count\": 5,\n \"a\": {} }"), R"(,"eval_count":5,"a":{})");
  EXPECT_EQ(members_of_usage("{ }"), "");
}

}  // namespace
}  // namespace wiretape::provider
