#include "wiretape/core/provider/anthropic_messages/anthropic_messages_refusal.h"

#include <ctime>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

std::string refusal_of(std::string body, wire::HttpFields fields = {{"Anthropic-Version", "2023-06-01"}}) {
  const wire::HttpRequest request{
      {.method = "POST", .target = "/v1/messages", .minor_version = 1, .fields = std::move(fields)}, std::move(body)};
  const auto error = anthropic_messages_request_error(RequestView(request, request.head.target, ""));
  if (!error) return "";
  EXPECT_EQ(error->status, 400);
  EXPECT_EQ(error->type, "invalid_request_error");
  return error->message;
}

std::string refusal_of_messages(const std::string& messages) {
  return refusal_of(R"({"model":"m","max_tokens":1,"messages":)" + messages + "}");
}

constexpr auto use = R"({"role":"assistant","content":[{"type":"tool_use","id":"a"},{"type":"tool_use","id":"b"}]})";
constexpr auto results =
    R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"b"},{"type":"tool_result","tool_use_id":"a"}]})";

TEST(AnthropicMessagesRefusal, LetsPassWhatAnthropicTakes) {
  EXPECT_EQ(refusal_of_messages(R"([{"role":"user","content":"hi"}])"), "");
  EXPECT_EQ(refusal_of_messages(R"([{"role":"user","content":"hi"},{"role":"assistant","content":""}])"), "");
  EXPECT_EQ(refusal_of_messages("[" + std::string(use) + "," + results + "]"), "");
}

TEST(AnthropicMessagesRefusal, IsOfWhatIsMissing) {
  EXPECT_EQ(refusal_of("{}", {}), "anthropic-version: header is required");
  EXPECT_EQ(refusal_of("no JSON"), "The request body is not valid JSON.");
  EXPECT_EQ(refusal_of("{}"), "model: Field required");
  EXPECT_EQ(refusal_of(R"({"model":"m","max_tokens":1})"), "messages: Field required");
  EXPECT_EQ(refusal_of(R"({"model":"m","messages":[]})"), "max_tokens: Field required");
  EXPECT_EQ(refusal_of_messages("\"hi\""), "messages: Input should be a valid list");
  EXPECT_EQ(refusal_of_messages("[]"), "messages: at least one message is required");
  EXPECT_EQ(refusal_of_messages(R"([{"content":"hi"}])"), "messages.0.role: Field required");
  EXPECT_EQ(refusal_of_messages(R"([{"role":"user"}])"), "messages.0.content: Field required");
}

TEST(AnthropicMessagesRefusal, IsOfOtherRolesAndEmptyMessages) {
  EXPECT_EQ(refusal_of_messages(R"([{"role":"system","content":"hi"}])"),
            "messages.0.role: Input should be 'user' or 'assistant'");
  for (const std::string content : {R"("")", "[]", "[ ]"}) {
    EXPECT_TRUE(refusal_of_messages(R"([{"role":"user","content":)" + content + "}]")
                    .starts_with("messages.0: all messages must have non-empty content"))
        << content;
  }
}

TEST(AnthropicMessagesRefusal, IsOfThinkingWithoutItsSignature) {
  const auto refusal = [](const std::string& more) {
    return refusal_of_messages(R"([{"role":"user","content":"hi"},{"role":"assistant","content":[)"
                               R"({"type":"text","text":"a"},{"type":"thinking","thinking":"b")" +
                               more + R"(}]},{"role":"user","content":"c"}])");
  };
  EXPECT_EQ(refusal(R"(,"signature":"c2ln")"), "");
  EXPECT_EQ(refusal(""), "messages.1.content.1.thinking.signature: Field required");
  EXPECT_EQ(refusal(R"(,"signature":"")"), "messages.1.content.1: Invalid `signature` in `thinking` block");
  EXPECT_EQ(refusal_of_messages(R"([{"role":"assistant","content":[{"type":"redacted_thinking","data":"e"}]}])"), "");
}

TEST(AnthropicMessagesRefusal, IsOfResultsWithoutTheirCalls) {
  EXPECT_TRUE(refusal_of_messages("[" + std::string(results) + "]")
                  .starts_with("messages.0: unexpected `tool_use_id` found in `tool_result` blocks: b, a."));
  EXPECT_TRUE(refusal_of_messages("[" + std::string(use) + "," + results + "," + results + "]")
                  .starts_with("messages.2: unexpected"));
}

TEST(AnthropicMessagesRefusal, IsOfCallsWithoutTheirResults) {
  for (const std::string end : {"]", R"(,{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]}])"}) {
    const auto refusal = refusal_of_messages("[" + std::string(use) + end);
    EXPECT_TRUE(
        refusal.starts_with("messages.0: `tool_use` ids were found without `tool_result` blocks immediately after: "))
        << refusal;
    EXPECT_NE(refusal.find("b. Each"), std::string::npos) << refusal;
  }
}

/// What it takes to see that of many calls one has no result: time of this process, which others don't lengthen.
std::clock_t time_of_uses(int count) {
  std::string calls = R"({"type":"tool_use","id":"first"})";
  std::string answers = R"({"type":"text","text":"x"})";
  for (int id = 0; id < count; ++id) {
    calls += R"(,{"type":"tool_use","id":")" + std::to_string(id) + R"("})";
    answers += R"(,{"type":"tool_result","tool_use_id":")" + std::to_string(id) + R"("})";
  }
  const std::string messages =
      R"([{"role":"assistant","content":[)" + calls + R"(]},{"role":"user","content":[)" + answers + "]}]";
  const auto start = std::clock();
  const auto refusal = refusal_of_messages(messages);
  EXPECT_NE(refusal.find("immediately after: first. Each"), std::string::npos) << refusal;
  return std::clock() - start;
}

TEST(AnthropicMessagesRefusal, TakesNoTimeThatGrowsWithTheSquareOfTheCalls) {
  EXPECT_LT(time_of_uses(160'000), time_of_uses(10'000) * 64);
}

}  // namespace
}  // namespace wiretape::provider
