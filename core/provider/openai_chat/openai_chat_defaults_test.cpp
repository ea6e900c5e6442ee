#include "wiretape/core/provider/openai_chat/openai_chat_defaults.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

Reply reply_with(ChoiceReply choice) {
  Reply reply;
  reply.choices.push_back(std::move(choice));
  return reply;
}

ChoiceReply text_choice(std::string text) {
  ChoiceReply choice;
  choice.text = std::move(text);
  return choice;
}

OpenaiChatRequest request_for(std::string model, std::uint64_t prompt_tokens = 0) {
  OpenaiChatRequest request;
  request.model = std::move(model);
  request.prompt_tokens = prompt_tokens;
  return request;
}

TEST(OpenaiChatDefaults, FillWhatTheReplyLeavesOpen) {
  const Reply filled =
      with_openai_chat_defaults(reply_with(text_choice("Hello from the tape.")), request_for("gpt-4o", 9));
  EXPECT_EQ(filled.model, "gpt-4o");
  EXPECT_EQ(filled.created, 1735689600);
  EXPECT_EQ(filled.id, "chatcmpl-uD2jFtZXJiAwUcJVx30owMdAyck8O");
  EXPECT_EQ(filled.choices[0].finish_reason, "stop");
  EXPECT_EQ(filled.usage, R"({"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,)"
                          R"("prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},)"
                          R"("completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,)"
                          R"("accepted_prediction_tokens":0,"rejected_prediction_tokens":0}})");
}

TEST(OpenaiChatDefaults, KeepWhatTheReplySays) {
  Reply reply = reply_with(text_choice("a"));
  reply.id = "my-id";
  reply.model = "my-model";
  reply.created = 7;
  reply.usage = R"({"n":1})";
  reply.choices[0].finish_reason = "length";
  reply.choices[0].tool_calls = {{"my-call", "f", "{}"}};
  const Reply filled = with_openai_chat_defaults(reply, request_for("other"));
  EXPECT_EQ(filled.id, "my-id");
  EXPECT_EQ(filled.model, "my-model");
  EXPECT_EQ(filled.created, 7);
  EXPECT_EQ(filled.usage, R"({"n":1})");
  EXPECT_EQ(filled.choices[0].finish_reason, "length");
  EXPECT_EQ(filled.choices[0].tool_calls[0].id, "my-call");
}

TEST(OpenaiChatDefaults, ToolCallsGetIdsOfTheirOwnAndTheirFinishReason) {
  ChoiceReply choice;
  choice.tool_calls = {{{}, "f", "{}"}, {{}, "f", "{}"}};
  Reply reply = reply_with(choice);
  reply.choices.push_back(choice);
  const Reply filled = with_openai_chat_defaults(reply, request_for("m"));
  EXPECT_EQ(filled.choices[0].finish_reason, "tool_calls");
  EXPECT_TRUE(filled.choices[0].tool_calls[0].id->starts_with("call_"));
  EXPECT_EQ(filled.choices[0].tool_calls[0].id->size(), 5U + 24U);
  EXPECT_NE(filled.choices[0].tool_calls[0].id, filled.choices[0].tool_calls[1].id);
  EXPECT_NE(filled.choices[0].tool_calls[0].id, filled.choices[1].tool_calls[0].id);
}

TEST(OpenaiChatDefaults, IdsFollowFromTheContentAlone) {
  const auto id = [](const Reply& reply, const OpenaiChatRequest& request) {
    return *with_openai_chat_defaults(reply, request).id;
  };
  const Reply reply = reply_with(text_choice("a"));
  EXPECT_EQ(id(reply, request_for("m", 1)), id(reply, request_for("m", 2)));
  EXPECT_NE(id(reply, request_for("m")), id(reply, request_for("n")));
  EXPECT_NE(id(reply, request_for("m")), id(reply_with(text_choice("b")), request_for("m")));
  Reply in_pieces = reply;
  in_pieces.chunks = ChunkRule::character;
  EXPECT_EQ(id(reply, request_for("m")), id(in_pieces, request_for("m")));
}

TEST(OpenaiChatDefaults, ExplicitChunksAreTheFirstChoicesText) {
  Reply reply = reply_with(text_choice("replaced"));
  reply.choices.push_back(text_choice("kept"));
  reply.chunks = ChunkList{"Hel", "", "lo"};
  const Reply filled = with_openai_chat_defaults(reply, request_for("m"));
  EXPECT_EQ(filled.choices[0].text, "Hello");
  EXPECT_EQ(filled.choices[1].text, "kept");
}

TEST(OpenaiChatDefaults, UsageCountsAllThatIsSaid) {
  ChoiceReply choice = text_choice("one two");
  choice.reasoning = "a b c";
  choice.refusal = "no";
  choice.tool_calls = {{{}, "f", "{}"}};
  Reply reply = reply_with(choice);
  reply.choices.push_back(text_choice("three"));
  const auto usage = nlohmann::json::parse(*with_openai_chat_defaults(reply, request_for("m", 10)).usage);
  EXPECT_EQ(usage["completion_tokens"], 2 + 3 + 1 + 1 + 2 + 1);
  EXPECT_EQ(usage["completion_tokens_details"]["reasoning_tokens"], 3);
  EXPECT_EQ(usage["total_tokens"], 20);
}

}  // namespace
}  // namespace wiretape::provider
