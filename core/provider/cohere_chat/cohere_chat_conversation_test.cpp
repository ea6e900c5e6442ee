#include "wiretape/core/provider/cohere_chat/cohere_chat_conversation.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/conversation_sketch.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

TEST(CohereChatConversation, TellsOfAChat) {
  const std::string body =
      R"({"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Hi"}]},)"
      R"({"role":"assistant","tool_plan":"p","tool_calls":[{"id":"c1","type":"function","function":{"name":"f"}}]},)"
      R"({"role":"tool","tool_call_id":"c1","content":[{"type":"document","document":{"data":"12"}},)"
      R"({"type":"document","document":{"data":{"a":1}}},{"type":"text","text":"t"}]}],)"
      R"("response_format":{"type":"json_object","json_schema":{"type":"array"}}})";
  text::JsonIndex index;
  ASSERT_TRUE(index.read(body));
  const Conversation conversation(index.root(), cohere_chat_conversation);
  EXPECT_EQ(conversation.turn(), 1U);
  EXPECT_EQ(conversation.system(), "Be brief.");
  ASSERT_EQ(conversation.new_results().size(), 1U);
  EXPECT_EQ(conversation.new_results()[0].name, "f");
  EXPECT_EQ(conversation.new_results()[0].text, "12\n{\"a\":1}\nt");
  EXPECT_EQ(cohere_chat_conversation.answer_schema(index.root()), R"({"type":"array"})");
}

TEST(CohereChatConversation, MayAskForAnyObjectOrForNone) {
  text::JsonIndex index;
  ASSERT_TRUE(index.read(R"({"response_format":{"type":"json_object"}})"));
  EXPECT_EQ(cohere_chat_conversation.answer_schema(index.root()), R"({"type":"object"})");
  ASSERT_TRUE(index.read(R"({"response_format":{"type":"text"}})"));
  EXPECT_EQ(cohere_chat_conversation.answer_schema(index.root()), std::nullopt);
}

TEST(CohereChatConversation, IsMadeUpFromASketch) {
  const std::string body = cohere_chat_conversation.request_members(
      {.system = "s",
       .tools = {"f"},
       .messages = {{.text = "Hi"},
                    {.is_answer = true, .calls = {{.id = "c1", .name = "f", .text = {}}}},
                    {.results = {{.id = "c1", .name = "f", .text = "12"}}}}});
  text::JsonIndex index;
  ASSERT_TRUE(index.read(body));
  const Conversation conversation(index.root(), cohere_chat_conversation);
  EXPECT_EQ(conversation.system(), "s");
  EXPECT_EQ(conversation.turn(), 1U);
  EXPECT_THAT(conversation.tools(), ElementsAre("f"));
  ASSERT_EQ(conversation.new_results().size(), 1U);
  EXPECT_EQ(conversation.new_results()[0].name, "f");
}

}  // namespace
}  // namespace wiretape::provider
