#include "wiretape/core/provider/gemini/gemini_conversation.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/conversation_sketch.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

TEST(GeminiConversation, TellsOfContents) {
  const std::string body =
      R"({"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"parts":[{"text":"Hi"},{"text":"you"}]},)"
      R"({"role":"model","parts":[{"text":"hm","thought":true},{"functionCall":{"id":"c1","name":"f","args":{}}}]},)"
      R"({"role":"user","parts":[{"functionResponse":{"id":"c1","response":{"result":"12"}}},)"
      R"({"functionResponse":{"name":"g","response":{"a":1}}}]}]})";
  text::JsonIndex index;
  ASSERT_TRUE(index.read(body));
  const Conversation conversation(index.root(), gemini_conversation);
  EXPECT_EQ(conversation.turn(), 1U);
  EXPECT_EQ(conversation.system(), "Be brief.");
  EXPECT_EQ(gemini_conversation.said(conversation.messages()[0]).text, "Hi\nyou");
  EXPECT_EQ(gemini_conversation.said(conversation.messages()[0]).role, "user");
  EXPECT_EQ(gemini_conversation.said(conversation.messages()[1]).text, "");
  ASSERT_EQ(conversation.new_results().size(), 2U);
  EXPECT_EQ(conversation.new_results()[0].name, "f");
  EXPECT_EQ(conversation.new_results()[0].text, "12");
  EXPECT_EQ(conversation.new_results()[1].name, "g");
  EXPECT_EQ(conversation.new_results()[1].text, "{\"a\":1}");
}

TEST(GeminiConversation, TellsOfToolsAndSchemas) {
  const std::string body =
      R"({"system_instruction":{"parts":[{"text":"s"}]},"tools":[{"google_search":{}},{"functionDeclarations":[)"
      R"({"name":"f","parameters":{"type":"OBJECT","properties":{"type":{"type":"STRING"}}}},)"
      R"({"name":"g","parametersJsonSchema":{"type":"object"}}]},{"function_declarations":[{"name":"h"}]}],)"
      R"("generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"ARRAY"}}})";
  text::JsonIndex index;
  ASSERT_TRUE(index.read(body));
  EXPECT_EQ(gemini_conversation.system(index.root()), "s");
  EXPECT_THAT(gemini_conversation.tools(index.root()), ElementsAre("f", "g", "h"));
  EXPECT_EQ(gemini_conversation.arguments_schema(index.root(), "f"),
            R"({"type":"object","properties":{"type":{"type":"string"}}})");
  EXPECT_EQ(gemini_conversation.arguments_schema(index.root(), "g"), R"({"type":"object"})");
  EXPECT_EQ(gemini_conversation.arguments_schema(index.root(), "h"), std::nullopt);
  EXPECT_EQ(gemini_conversation.answer_schema(index.root()), R"({"type":"array"})");
}

TEST(GeminiConversation, MayAskForAnyObjectOrForNone) {
  text::JsonIndex index;
  ASSERT_TRUE(index.read(R"({"generationConfig":{"responseMimeType":"application/json"}})"));
  EXPECT_EQ(gemini_conversation.answer_schema(index.root()), R"({"type":"object"})");
  ASSERT_TRUE(index.read(R"({"generationConfig":{"responseMimeType":"text/plain"}})"));
  EXPECT_EQ(gemini_conversation.answer_schema(index.root()), std::nullopt);
}

TEST(GeminiConversation, IsMadeUpFromASketch) {
  const std::string body = gemini_conversation.request_members(
      {.system = "s",
       .tools = {"f"},
       .messages = {{.text = "Hi"},
                    {.is_answer = true, .calls = {{.id = "c1", .name = "f", .text = {}}}},
                    {.results = {{.id = "c1", .name = "f", .text = "12"}}}}});
  text::JsonIndex index;
  ASSERT_TRUE(index.read(body));
  const Conversation conversation(index.root(), gemini_conversation);
  EXPECT_EQ(conversation.system(), "s");
  EXPECT_EQ(conversation.turn(), 1U);
  EXPECT_THAT(conversation.tools(), ElementsAre("f"));
  ASSERT_EQ(conversation.last_results().size(), 1U);
  EXPECT_EQ(conversation.last_results()[0].name, "f");
  EXPECT_EQ(conversation.last_results()[0].text, "12");
}

}  // namespace
}  // namespace wiretape::provider
