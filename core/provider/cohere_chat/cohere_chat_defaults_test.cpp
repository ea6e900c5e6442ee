#include "wiretape/core/provider/cohere_chat/cohere_chat_defaults.h"

#include <variant>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(CohereChatDefaults, FillsWhatIsLeftOpen) {
  Reply reply;
  reply.choices.emplace_back().tool_calls = {{{}, "f", "{}"}};
  EXPECT_TRUE(has_tool_plan(reply));
  const Reply filled = with_cohere_chat_defaults(reply, {.model = "m", .turn = 0, .prompt_tokens = 2});
  EXPECT_EQ(filled.id->size(), 36U);
  EXPECT_EQ(filled.choices.front().finish_reason, "TOOL_CALL");
  ASSERT_EQ(filled.choices.front().blocks.size(), 1U);
  const auto& call = std::get<ToolCallReply>(filled.choices.front().blocks.front());
  EXPECT_TRUE(call.id->starts_with("f_"));
  EXPECT_EQ(call.id->size(), 14U);
  EXPECT_EQ(filled.usage,
            R"({"billed_units":{"input_tokens":2,"output_tokens":3},"tokens":{"input_tokens":2,"output_tokens":3}})");
}

TEST(CohereChatDefaults, LeavesWhatIsThere) {
  Reply reply;
  reply.id = "i";
  reply.usage = "{}";
  reply.chunks = ChunkList{"a", "b"};
  reply.choices.emplace_back().finish_reason = "MAX_TOKENS";
  EXPECT_FALSE(has_tool_plan(reply));
  const Reply filled = with_cohere_chat_defaults(reply, {});
  EXPECT_EQ(filled.id, "i");
  EXPECT_EQ(filled.usage, "{}");
  EXPECT_EQ(filled.choices.front().finish_reason, "MAX_TOKENS");
  EXPECT_EQ(std::get<TextBlock>(filled.choices.front().blocks.front()).text, "ab");
}

TEST(CohereChatDefaults, IdsFollowFromTheContentTheModelAndTheTurn) {
  Reply reply;
  reply.choices.emplace_back().text = "a";
  const auto id = with_cohere_chat_defaults(reply, {.model = "m"}).id;
  EXPECT_EQ(id, with_cohere_chat_defaults(reply, {.model = "m"}).id);
  EXPECT_NE(id, with_cohere_chat_defaults(reply, {.model = "n"}).id);
  EXPECT_NE(id, with_cohere_chat_defaults(reply, {.model = "m", .turn = 1}).id);
}

}  // namespace
}  // namespace wiretape::provider
