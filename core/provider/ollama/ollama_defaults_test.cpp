#include "wiretape/core/provider/ollama/ollama_defaults.h"

#include <limits>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(OllamaDefaults, FillsWhatIsLeftOpen) {
  Reply reply;
  reply.choices.emplace_back().tool_calls = {{{}, "f", "{}"}};
  const Reply filled = with_ollama_defaults(reply, {.model = "m", .turn = 0, .prompt_tokens = 2});
  EXPECT_EQ(filled.model, "m");
  EXPECT_EQ(filled.choices.front().finish_reason, "stop");
  EXPECT_EQ(filled.choices.front().tool_calls.front().id->size(), 13U);
  EXPECT_EQ(filled.usage, R"({"total_duration":57000000,"load_duration":40000000,"prompt_eval_count":2,)"
                          R"("prompt_eval_duration":2000000,"eval_count":3,"eval_duration":15000000})");
}

TEST(OllamaDefaults, LeavesWhatIsThere) {
  Reply reply;
  reply.model = "n";
  reply.usage = "{}";
  reply.created = 7;
  reply.chunks = ChunkList{"a", "b"};
  reply.choices.emplace_back().finish_reason = "length";
  const Reply filled = with_ollama_defaults(reply, {});
  EXPECT_EQ(filled.model, "n");
  EXPECT_EQ(filled.usage, "{}");
  EXPECT_EQ(filled.created, 7);
  EXPECT_EQ(filled.choices.front().text, "ab");
  EXPECT_EQ(filled.choices.front().finish_reason, "length");
}

TEST(OllamaDefaults, TimesAreWrittenAsRfc3339) {
  EXPECT_EQ(ollama_created_at(1735689600), "2025-01-01T00:00:00.000Z");
  EXPECT_EQ(ollama_created_at(std::numeric_limits<std::int64_t>::max()).size(), 24U);
  EXPECT_EQ(ollama_created_at(std::numeric_limits<std::int64_t>::min()).size(), 24U);
}

}  // namespace
}  // namespace wiretape::provider
