#include "wiretape/core/provider/openai_responses/openai_responses_conversation.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/conversation_sketch.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

class OpenaiResponsesConversation : public ::testing::Test {
 protected:
  Conversation told(std::string request) {
    json_ = std::move(request);
    EXPECT_TRUE(index_.read(json_)) << json_;
    return {index_.root(), openai_responses_conversation};
  }

  std::string json_;
  text::JsonIndex index_;
};

TEST_F(OpenaiResponsesConversation, ReadsTextsItemsAndParts) {
  const auto text = told(R"({"input":"say \"hi\""})");
  EXPECT_EQ(text.last_message()->role, "user");
  EXPECT_EQ(text.last_message()->text, "say \"hi\"");
  EXPECT_EQ(text.turn(), 0U);
  const auto parts =
      told(R"({"input":[{"role":"user","content":[{"type":"input_text","text":"What is"},{"type":"input_image"},)"
           R"({"type":"input_text","text":"this?"}]}]})");
  EXPECT_EQ(parts.last_message()->text, "What is\nthis?");
  EXPECT_FALSE(told(R"({"previous_response_id":"r"})").last_message().has_value());
}

constexpr auto loop =
    R"({"input":[{"role":"user","content":"hi"},{"type":"reasoning","summary":[]},)"
    R"({"type":"function_call","call_id":"c1","name":"get_weather","arguments":"{}"},)"
    R"({"type":"custom_tool_call","call_id":"c2","name":"run","input":"ls"},)"
    R"({"type":"custom_tool_call_output","call_id":"c2","output":[{"type":"input_text","text":"a"}]},)"
    R"({"type":"function_call_output","call_id":"c1","output":"18 °C"}]})";

TEST_F(OpenaiResponsesConversation, ReadsResultsOfTools) {
  const auto conversation = told(loop);
  ASSERT_EQ(conversation.new_results().size(), 2U);
  EXPECT_EQ(conversation.new_results()[0].name, "run");
  EXPECT_EQ(conversation.new_results()[0].text, "a");
  EXPECT_EQ(conversation.new_results()[1].name, "get_weather");
  EXPECT_EQ(conversation.last_results().size(), 1U);
  EXPECT_EQ(conversation.last_message()->role, "function_call_output");
  EXPECT_EQ(conversation.last_message()->text, "18 °C");
}

TEST_F(OpenaiResponsesConversation, WhatTheModelSaysInARowIsOneAnswer) {
  const auto conversation = told(loop);
  EXPECT_EQ(conversation.turn(), 1U);
  ASSERT_NE(conversation.before_last_answer(), nullptr);
  EXPECT_EQ(conversation.before_last_answer()->messages().size(), 1U);
  EXPECT_EQ(conversation.before_last_answer()->before_last_answer(), nullptr);
}

TEST_F(OpenaiResponsesConversation, ReadsTheSystemPromptWhereverItStands) {
  EXPECT_THAT(told(R"({"instructions":"Be brief.","input":[{"role":"developer","content":"Be kind."}]})").system(),
              Optional(std::string("Be brief.\nBe kind.")));
  EXPECT_THAT(told(R"({"instructions":"Be brief.","input":"hi"})").system(), Optional(std::string("Be brief.")));
  EXPECT_EQ(told(R"({"instructions":null,"input":"hi"})").system(), std::nullopt);
}

TEST_F(OpenaiResponsesConversation, ReadsToolsAndSchemas) {
  const auto conversation =
      told(R"({"tools":[{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"web_search"}],)"
           R"("text":{"format":{"type":"json_schema","name":"s","schema":{"type":"array"}}}})");
  EXPECT_THAT(conversation.tools(), ElementsAre("f", "web_search"));
  EXPECT_THAT(openai_responses_conversation.arguments_schema(index_.root(), "f"),
              Optional(std::string(R"({"type":"object"})")));
  EXPECT_THAT(openai_responses_conversation.answer_schema(index_.root()), Optional(std::string(R"({"type":"array"})")));
}

TEST_F(OpenaiResponsesConversation, TellsWhatIsSketched) {
  const ConversationSketch sketch{
      .system = "s",
      .tools = {"f"},
      .messages = {{.text = "q"},
                   {.is_answer = true, .text = "Go on.", .calls = {{.id = "c1", .name = "f", .text = {}}}},
                   {.results = {{.id = "c1", .name = "f", .text = "r"}}}}};
  const auto conversation = told(openai_responses_conversation.request_members(sketch));
  EXPECT_EQ(conversation.system(), "s");
  EXPECT_THAT(conversation.tools(), ElementsAre("f"));
  EXPECT_EQ(conversation.turn(), 1U);
  ASSERT_EQ(conversation.last_results().size(), 1U);
  EXPECT_EQ(conversation.last_results()[0].name, "f");
  EXPECT_EQ(conversation.last_results()[0].text, "r");
}

}  // namespace
}  // namespace wiretape::provider
