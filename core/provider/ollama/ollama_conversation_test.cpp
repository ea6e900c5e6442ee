#include "wiretape/core/provider/ollama/ollama_conversation.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/conversation_sketch.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A request's JSON and what it tells.
struct Told {
  Told(std::string request, const DialectConversation& dialect)
      : json(std::move(request)), sound(index.read(json)), conversation(index.root(), dialect) {
    EXPECT_TRUE(sound) << json;
  }
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;

  std::string json;
  text::JsonIndex index;
  bool sound;
  Conversation conversation;
};

TEST(OllamaConversation, TellsOfAChat) {
  const Told told(
      R"({"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Weather?"},)"
      R"({"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"name":"f","arguments":{}}}]},)"
      R"({"role":"tool","tool_call_id":"c1","content":"12"},{"role":"tool","tool_name":"g","content":"13"}],)"
      R"("tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],"format":"json"})",
      ollama_chat_conversation);
  EXPECT_EQ(told.conversation.turn(), 1U);
  EXPECT_EQ(told.conversation.system(), "Be brief.");
  EXPECT_THAT(told.conversation.tools(), ElementsAre("f"));
  EXPECT_EQ(told.conversation.last_message()->role, "tool");
  EXPECT_EQ(told.conversation.last_message()->text, "13");
  ASSERT_EQ(told.conversation.new_results().size(), 2U);
  EXPECT_EQ(told.conversation.new_results()[0].name, "f");
  EXPECT_EQ(told.conversation.new_results()[1].name, "g");
  EXPECT_EQ(ollama_chat_conversation.arguments_schema(told.index.root(), "f"), R"({"type":"object"})");
  EXPECT_EQ(ollama_chat_conversation.arguments_schema(told.index.root(), "g"), std::nullopt);
  EXPECT_EQ(ollama_chat_conversation.answer_schema(told.index.root()), R"({"type":"object"})");
}

TEST(OllamaConversation, APromptIsTheOnlyMessage) {
  const Told told(R"({"prompt":"Why?","system":"Be brief.","format":{"type":"string"}})", ollama_generate_conversation);
  EXPECT_EQ(told.conversation.messages().size(), 1U);
  EXPECT_EQ(told.conversation.turn(), 0U);
  EXPECT_EQ(told.conversation.last_message()->role, "user");
  EXPECT_EQ(told.conversation.last_message()->text, "Why?");
  EXPECT_EQ(told.conversation.system(), "Be brief.");
  EXPECT_THAT(told.conversation.tools(), IsEmpty());
  EXPECT_THAT(told.conversation.new_results(), IsEmpty());
  EXPECT_EQ(ollama_generate_conversation.answer_schema(told.index.root()), R"({"type":"string"})");
}

TEST(OllamaConversation, SaysNothingWhereNothingIsThere) {
  for (const auto* dialect : {&ollama_chat_conversation, &ollama_generate_conversation}) {
    const Told told(R"({"format":"","prompt":7})", *dialect);
    EXPECT_THAT(told.conversation.messages(), IsEmpty());
    EXPECT_EQ(told.conversation.system(), std::nullopt);
    EXPECT_EQ(dialect->answer_schema(told.index.root()), std::nullopt);
  }
}

TEST(OllamaConversation, IsMadeUpFromASketch) {
  const ConversationSketch sketch{.system = "Be brief.",
                                  .tools = {"f"},
                                  .messages = {{.text = "Hi"},
                                               {.is_answer = true, .calls = {{.id = "c1", .name = "f", .text = {}}}},
                                               {.results = {{.id = "c1", .name = "f", .text = "12"}}}}};
  const Told told(ollama_chat_conversation.request_members(sketch), ollama_chat_conversation);
  EXPECT_EQ(told.conversation.system(), "Be brief.");
  EXPECT_EQ(told.conversation.turn(), 1U);
  EXPECT_THAT(told.conversation.tools(), ElementsAre("f"));
  ASSERT_EQ(told.conversation.new_results().size(), 1U);
  EXPECT_EQ(told.conversation.new_results()[0].name, "f");
  EXPECT_EQ(told.conversation.new_results()[0].text, "12");
  EXPECT_EQ(ollama_generate_conversation.request_members({.system = "s", .messages = {{.text = "Hi"}}}),
            R"({"system":"s","prompt":"Hi"})");
}

}  // namespace
}  // namespace wiretape::provider
