#include "wiretape/core/provider/shared/ids/conversation_turn.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"

namespace wiretape::provider {
namespace {

std::uint64_t turn_of(const std::string& messages, std::string_view calls = "tool_calls") {
  text::JsonIndex index;
  const std::string request = R"({"messages":)" + messages + "}";
  EXPECT_TRUE(index.read(request)) << request;
  return conversation_turn(index.root(), openai_chat_conversation, calls);
}

TEST(ConversationTurn, IsNoneBeforeTheFirstAnswer) {
  EXPECT_EQ(conversation_turn(std::nullopt, openai_chat_conversation, "tool_calls"), 0U);
  for (const char* messages : {"[]", "{}", "1", "[1,[],{}]", R"([{"role":1}])",
                               R"([{"role":"system"},{"role":"user","content":"assistant"}])"})
    EXPECT_EQ(turn_of(messages), 0U) << messages;
}

TEST(ConversationTurn, DiffersFromAnswerToAnswer) {
  const auto first = turn_of(R"([{"role":"user"},{"role":"assistant","content":"a"}])");
  const auto second = turn_of(R"([{"role":"assistant"},{"role":"user"},{"role":"assistant"}])");
  EXPECT_NE(first, 0U);
  EXPECT_NE(second, 0U);
  EXPECT_NE(first, second);
  EXPECT_EQ(first, turn_of(R"([{"role":"user","content":"other"},{"role":"assistant","content":"b"}])"))
      << "what is said does not matter: programs are shared";
}

TEST(ConversationTurn, DependsOnTheCallsOfTheLastAnswer) {
  const auto calls = [](const std::string& first, const std::string& last) {
    return turn_of(R"([{"role":"assistant","tool_calls":[{"id":")" + first +
                   R"("}]},{"role":"tool"},{"role":"assistant","tool_calls":[{"id":")" + last + R"("}]}])");
  };
  EXPECT_NE(calls("a", "b"), calls("a", "c"));
  EXPECT_EQ(calls("a", "b"), calls("c", "b"));
  const std::string blocks = R"([{"role":"assistant","content":[{"type":"text"},{"type":"tool_use","id":"x"}]}])";
  EXPECT_NE(turn_of(blocks, "content"), turn_of(blocks, "tool_calls"));
}

TEST(LeavesIdsOpen, WhereOneIsToBeMade) {
  Reply reply;
  EXPECT_TRUE(leaves_ids_open(reply));
  reply.id = "id";
  EXPECT_FALSE(leaves_ids_open(reply));
  auto& choice = reply.choices.emplace_back();
  choice.tool_calls = {{"call", "f", "{}"}};
  choice.blocks = {ToolCallReply{"call", "f", "{}"}, TextBlock{}};
  EXPECT_FALSE(leaves_ids_open(reply));
  choice.tool_calls.front().id.reset();
  EXPECT_TRUE(leaves_ids_open(reply));
  choice.tool_calls.clear();
  std::get<ToolCallReply>(choice.blocks.front()).id.reset();
  EXPECT_TRUE(leaves_ids_open(reply));
  reply.error = ErrorReply{};
  EXPECT_FALSE(leaves_ids_open(reply));
}

}  // namespace
}  // namespace wiretape::provider
