#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/conversation_sketch.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

class OpenaiChatConversation : public ::testing::Test {
 protected:
  Conversation told(std::string request) {
    json_ = std::move(request);
    EXPECT_TRUE(index_.read(json_)) << json_;
    return {index_.root(), openai_chat_conversation};
  }

  std::string json_;
  text::JsonIndex index_;
};

TEST_F(OpenaiChatConversation, ReadsTextsAndParts) {
  const auto text = told(R"({"messages":[{"role":"user","content":"say \"hi\""}]})");
  EXPECT_EQ(text.last_message()->role, "user");
  EXPECT_EQ(text.last_message()->text, "say \"hi\"");
  const auto parts = told(
      R"({"messages":[{"role":"user","content":[{"type":"text","text":"What is"},{"type":"image_url","image_url":{}},)"
      R"({"type":"text","text":"this?"}]}]})");
  EXPECT_EQ(parts.last_message()->text, "What is\nthis?");
  EXPECT_EQ(told(R"({"messages":[{"role":"assistant","content":null}]})").last_message()->text, "");
}

TEST_F(OpenaiChatConversation, ReadsResultsOfTools) {
  const auto loop =
      told(R"({"messages":[{"role":"assistant","content":null,"tool_calls":[)"
           R"({"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{}"}},)"
           R"({"id":"c2","type":"custom","custom":{"name":"run","input":"ls"}}]},)"
           R"({"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},)"
           R"({"role":"tool","tool_call_id":"c1","content":"18 °C"}]})");
  ASSERT_EQ(loop.new_results().size(), 2U);
  EXPECT_EQ(loop.new_results()[0].name, "run");
  EXPECT_EQ(loop.new_results()[0].text, "a\nb");
  EXPECT_EQ(loop.new_results()[1].name, "get_weather");
  EXPECT_EQ(loop.new_results()[1].text, "18 °C");
  ASSERT_EQ(loop.last_results().size(), 1U);
  EXPECT_EQ(loop.last_results()[0].id, "c1");
  EXPECT_EQ(loop.last_message()->role, "tool");
}

TEST_F(OpenaiChatConversation, HasASystemPromptInEitherRole) {
  EXPECT_THAT(told(R"({"messages":[{"role":"system","content":"Be brief."},{"role":"user"}]})").system(),
              Optional(std::string("Be brief.")));
  EXPECT_THAT(told(R"({"messages":[{"role":"developer","content":[{"type":"text","text":"a"}]},{"role":"user"},)"
                   R"({"role":"system","content":"b"}]})")
                  .system(),
              Optional(std::string("a\nb")));
  EXPECT_EQ(told(R"({"messages":[{"role":"user","content":"system"}],"system":"no"})").system(), std::nullopt);
}

TEST_F(OpenaiChatConversation, ListsTheToolsThatAreOffered) {
  EXPECT_THAT(told(R"({"tools":[{"type":"function","function":{"name":"f"}},{"type":"custom","custom":{"name":"g"}}]})")
                  .tools(),
              ElementsAre("f", "g"));
  EXPECT_THAT(told(R"({"tools":[]})").tools(), IsEmpty());
}

TEST_F(OpenaiChatConversation, HasTheSchemaOfATool) {
  const auto schema = [this](const char* request) {
    told(request);
    return openai_chat_conversation.arguments_schema(index_.root(), "f");
  };
  EXPECT_THAT(schema(R"({"tools":[{"type":"function","function":{"name":"e","parameters":{}}},)"
                     R"({"type":"function","function":{"name":"f","parameters":{"type": "object"}}}]})"),
              Optional(std::string(R"({"type": "object"})")));
  EXPECT_EQ(schema(R"({"tools":[{"type":"function","function":{"name":"f"}}]})"), std::nullopt);
  EXPECT_EQ(schema(R"({"tools":[{"type":"custom","custom":{"name":"f"}}]})"), std::nullopt);
  EXPECT_EQ(schema(R"({"tools":"none"})"), std::nullopt);
  EXPECT_EQ(schema("{}"), std::nullopt);
}

TEST_F(OpenaiChatConversation, HasTheSchemaOfTheAnswer) {
  const auto schema = [this](const char* request) {
    told(request);
    return openai_chat_conversation.answer_schema(index_.root());
  };
  EXPECT_THAT(
      schema(R"({"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"null"}}}})"),
      Optional(std::string(R"({"type":"null"})")));
  EXPECT_THAT(schema(R"({"response_format":{"type":"json_object"}})"), Optional(std::string(R"({"type":"object"})")));
  EXPECT_EQ(schema(R"({"response_format":{"type":"text"}})"), std::nullopt);
  EXPECT_EQ(schema("{}"), std::nullopt);
}

TEST_F(OpenaiChatConversation, IsWrittenFromASketch) {
  const ToolResult result{.id = "c1", .name = "get_weather", .text = "18 °C"};
  const auto written = openai_chat_conversation.request_members(
      {.system = "Be brief.",
       .tools = {"get_weather"},
       .messages = {{.text = "Hi"}, {.is_answer = true, .calls = {result}}, {.results = {result}}}});
  EXPECT_EQ(written,
            R"({"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},)"
            R"({"role":"assistant","content":"","tool_calls":[)"
            R"({"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{}"}}]},)"
            R"({"role":"tool","tool_call_id":"c1","content":"18 °C"}],)"
            R"("tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object"}}}]})");
  const auto conversation = told(written);
  EXPECT_EQ(conversation.turn(), 1U);
  EXPECT_EQ(conversation.system(), "Be brief.");
  EXPECT_THAT(conversation.tools(), ElementsAre("get_weather"));
  ASSERT_EQ(conversation.last_results().size(), 1U);
  EXPECT_EQ(conversation.last_results()[0].name, "get_weather");
}

TEST_F(OpenaiChatConversation, OfASketchSaysATextOnce) {
  const ToolResult result{.id = "c1", .name = "", .text = "18 °C"};
  const auto messages_of = [&](SketchedMessage message) {
    message.results = {result};
    return told(openai_chat_conversation.request_members({.messages = {std::move(message)}})).messages().size();
  };
  EXPECT_EQ(messages_of({.text = "18 °C"}), 1U);
  EXPECT_EQ(messages_of({.role = "tool", .text = "18 °C"}), 1U);
  EXPECT_EQ(messages_of({.role = "user", .text = "18 °C"}), 2U);
  EXPECT_EQ(messages_of({.text = "Thanks."}), 2U);
}

}  // namespace
}  // namespace wiretape::provider
