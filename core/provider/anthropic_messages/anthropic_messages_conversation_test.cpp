#include "wiretape/core/provider/anthropic_messages/anthropic_messages_conversation.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/conversation_sketch.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

class AnthropicMessagesConversation : public ::testing::Test {
 protected:
  Conversation told(std::string request) {
    json_ = std::move(request);
    EXPECT_TRUE(index_.read(json_)) << json_;
    return {index_.root(), anthropic_messages_conversation};
  }

  std::string json_;
  text::JsonIndex index_;
};

TEST_F(AnthropicMessagesConversation, ReadsTextsAndParts) {
  EXPECT_EQ(told(R"({"messages":[{"role":"user","content":"Hi"}]})").last_message()->text, "Hi");
  const auto parts =
      told(R"({"messages":[{"role":"user","content":[{"type":"text","text":"What is"},{"type":"image","source":{}},)"
           R"({"type":"text","text":"this?"}]}]})");
  EXPECT_EQ(parts.last_message()->role, "user");
  EXPECT_EQ(parts.last_message()->text, "What is\nthis?");
}

TEST_F(AnthropicMessagesConversation, ReadsResultsOfTools) {
  const auto loop = told(
      R"({"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":"Let me look."},)"
      R"({"type":"tool_use","id":"t1","name":"get_weather","input":{}},)"
      R"({"type":"tool_use","id":"t2","name":"get_time","input":{}}]},)"
      R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"18 °C"},)"
      R"({"type":"tool_result","tool_use_id":"t2","content":[{"type":"text","text":"12"},{"type":"text","text":"noon"}]},)"
      R"({"type":"tool_result","tool_use_id":"t3"},{"type":"text","text":"Well?"}]}]})");
  EXPECT_EQ(loop.turn(), 1U);
  EXPECT_EQ(loop.last_message()->text, "Well?");
  ASSERT_EQ(loop.new_results().size(), 3U);
  EXPECT_EQ(loop.new_results()[0].name, "get_weather");
  EXPECT_EQ(loop.new_results()[0].text, "18 °C");
  EXPECT_EQ(loop.new_results()[1].name, "get_time");
  EXPECT_EQ(loop.new_results()[1].text, "12\nnoon");
  EXPECT_EQ(loop.new_results()[2].id, "t3");
  EXPECT_EQ(loop.new_results()[2].name, "");
  EXPECT_EQ(loop.last_results().size(), 3U);
}

TEST_F(AnthropicMessagesConversation, HasASystemPromptOfItsOwn) {
  EXPECT_THAT(told(R"({"system":"Be brief."})").system(), Optional(std::string("Be brief.")));
  EXPECT_THAT(told(R"({"system":[{"type":"text","text":"a"},{"type":"text","text":"b"}]})").system(),
              Optional(std::string("a\nb")));
  EXPECT_EQ(told(R"({"messages":[{"role":"system","content":"no"}]})").system(), std::nullopt);
}

TEST_F(AnthropicMessagesConversation, ListsTheToolsThatAreOffered) {
  EXPECT_THAT(told(R"({"tools":[{"name":"f","input_schema":{}},{"type":"bash_20250124","name":"bash"}]})").tools(),
              ElementsAre("f", "bash"));
  EXPECT_THAT(told("{}").tools(), IsEmpty());
}

TEST_F(AnthropicMessagesConversation, HasTheSchemaOfATool) {
  const auto schema = [this](const char* request) {
    told(request);
    return anthropic_messages_conversation.arguments_schema(index_.root(), "f");
  };
  EXPECT_THAT(schema(R"({"tools":[{"name":"e","input_schema":{}},{"name":"f","input_schema":{"type":"object"}}]})"),
              Optional(std::string(R"({"type":"object"})")));
  EXPECT_EQ(schema(R"({"tools":[{"name":"f","type":"web_search"}]})"), std::nullopt);
  EXPECT_EQ(schema("{}"), std::nullopt);
}

TEST_F(AnthropicMessagesConversation, HasTheSchemaOfTheAnswer) {
  const auto schema = [this](const char* request) {
    told(request);
    return anthropic_messages_conversation.answer_schema(index_.root());
  };
  EXPECT_THAT(schema(R"({"output_config":{"format":{"type":"json_schema","schema":{"type":"null"}}}})"),
              Optional(std::string(R"({"type":"null"})")));
  EXPECT_THAT(schema(R"({"output_format":{"type":"json_schema","schema":{"type":"null"}}})"),
              Optional(std::string(R"({"type":"null"})")));
  EXPECT_EQ(schema(R"({"output_config":{"effort":"low"}})"), std::nullopt);
  EXPECT_EQ(schema("{}"), std::nullopt);
}

TEST_F(AnthropicMessagesConversation, IsWrittenFromASketch) {
  const ToolResult result{.id = "t1", .name = "get_weather", .text = "18 °C"};
  const auto written = anthropic_messages_conversation.request_members(
      {.system = "Be brief.",
       .tools = {"get_weather"},
       .messages = {{.text = "Hi"}, {.is_answer = true, .calls = {result}}, {.text = "Well?", .results = {result}}}});
  EXPECT_EQ(written,
            R"({"system":"Be brief.","messages":[{"role":"user","content":"Hi"},)"
            R"({"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"get_weather","input":{}}]},)"
            R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"18 °C"},)"
            R"({"type":"text","text":"Well?"}]}],)"
            R"("tools":[{"name":"get_weather","input_schema":{"type":"object"}}]})");
  const auto conversation = told(written);
  EXPECT_EQ(conversation.turn(), 1U);
  EXPECT_EQ(conversation.system(), "Be brief.");
  EXPECT_EQ(conversation.last_message()->text, "Well?");
  ASSERT_EQ(conversation.last_results().size(), 1U);
  EXPECT_EQ(conversation.last_results()[0].name, "get_weather");
}

}  // namespace
}  // namespace wiretape::provider
