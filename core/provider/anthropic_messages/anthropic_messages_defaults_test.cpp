#include "wiretape/core/provider/anthropic_messages/anthropic_messages_defaults.h"

#include <string>
#include <variant>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

AnthropicMessagesRequest request() {
  AnthropicMessagesRequest facts;
  facts.model = "claude";
  facts.prompt_tokens = 7;
  return facts;
}

Reply reply_of(ChoiceReply choice) {
  Reply reply;
  reply.choices.push_back(std::move(choice));
  return reply;
}

Reply fill(const Reply& reply) {
  return with_anthropic_messages_defaults(reply, request());
}

std::string stop_reason_of(ChoiceReply choice) {
  return fill(reply_of(std::move(choice))).choices.front().finish_reason.value_or("none");
}

TEST(AnthropicMessagesDefaults, FillInWhatIsLeftOpen) {
  ChoiceReply choice;
  choice.reasoning = "Hm.";
  choice.text = "Hello there.";
  choice.tool_calls = {{{}, "look", R"({"at":1})"}};
  const Reply filled = fill(reply_of(choice));
  EXPECT_EQ(filled.model, "claude");
  EXPECT_TRUE(filled.id->starts_with("msg_01"));
  EXPECT_EQ(filled.id->size(), std::string("msg_0162isBHX3JcLbJ4NFHthYxA").size());
  const auto& blocks = filled.choices.front().blocks;
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(std::get<ReasoningBlock>(blocks[0]).text, "Hm.");
  EXPECT_EQ(std::get<ReasoningBlock>(blocks[0]).signature->size(), 128U);
  EXPECT_EQ(std::get<TextBlock>(blocks[1]).text, "Hello there.");
  EXPECT_TRUE(std::get<ToolCallReply>(blocks[2]).id->starts_with("toolu_01"));
  const auto usage = nlohmann::json::parse(*filled.usage);
  EXPECT_EQ(usage["input_tokens"], 7);
  EXPECT_EQ(usage["output_tokens"], 2 + 3 + 1 + 7);  // Hm . | Hello there . | look | { " at " : 1 }
}

TEST(AnthropicMessagesDefaults, KeepWhatIsThere) {
  Reply reply = reply_of({});
  reply.choices[0].blocks = {ReasoningBlock{"a", "sig"}, ToolCallReply{"id", "f", "{}"}};
  reply.choices[0].finish_reason = "made_up";
  reply.id = "msg";
  reply.model = "m";
  reply.usage = "{}";
  const Reply filled = fill(reply);
  EXPECT_EQ(filled.id, "msg");
  EXPECT_EQ(filled.model, "m");
  EXPECT_EQ(filled.usage, "{}");
  EXPECT_EQ(filled.choices[0].finish_reason, "made_up");
  EXPECT_EQ(std::get<ReasoningBlock>(filled.choices[0].blocks[0]).signature, "sig");
  EXPECT_EQ(std::get<ToolCallReply>(filled.choices[0].blocks[1]).id, "id");
}

TEST(AnthropicMessagesDefaults, TheStopReasonFollowsFromWhatIsSaid) {
  EXPECT_EQ(stop_reason_of({}), "end_turn");
  ChoiceReply choice;
  choice.blocks = {ToolCallReply{{}, "f", "{}"}, TextBlock{"t", {}}};
  EXPECT_EQ(stop_reason_of(choice), "tool_use");
  choice.stop_sequence = "END";
  EXPECT_EQ(stop_reason_of(choice), "stop_sequence");
  choice.refusal = "No.";
  EXPECT_EQ(stop_reason_of(choice), "refusal");
}

TEST(AnthropicMessagesDefaults, IdsFollowFromContentAndModel) {
  ChoiceReply choice;
  choice.text = "a";
  const std::string id = *fill(reply_of(choice)).id;
  EXPECT_EQ(*fill(reply_of(choice)).id, id);
  Reply other_model = reply_of(choice);
  other_model.model = "other";
  EXPECT_NE(*fill(other_model).id, id);
  choice.text.clear();
  choice.reasoning = "a";
  EXPECT_NE(*fill(reply_of(choice)).id, id);
}

TEST(AnthropicMessagesDefaults, TwoCallsOfTheSameHaveTwoIds) {
  ChoiceReply choice;
  choice.tool_calls = {{{}, "f", "{}"}, {{}, "f", "{}"}};
  const auto blocks = fill(reply_of(choice)).choices[0].blocks;
  EXPECT_NE(std::get<ToolCallReply>(blocks[0]).id, std::get<ToolCallReply>(blocks[1]).id);
}

TEST(AnthropicMessagesDefaults, ExplicitChunksAreTheText) {
  Reply reply = reply_of({});
  reply.chunks = ChunkList{"Hel", "lo"};
  EXPECT_EQ(std::get<TextBlock>(fill(reply).choices[0].blocks.at(0)).text, "Hello");
  reply.choices[0].blocks = {TextBlock{"own", {}}};
  EXPECT_EQ(std::get<TextBlock>(fill(reply).choices[0].blocks.at(0)).text, "own");
}

TEST(AnthropicMessagesDefaults, OnlyTheFirstChoiceHasAPlace) {
  Reply reply = reply_of({});
  reply.choices.resize(3);
  EXPECT_EQ(fill(reply).choices.size(), 1U);
  EXPECT_EQ(fill(Reply{}).choices.size(), 1U);
}

}  // namespace
}  // namespace wiretape::provider
