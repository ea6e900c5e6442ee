#include "wiretape/core/provider/openai_chat/openai_chat_refusal.h"

#include <ctime>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

ErrorReply refusal_of(std::string body) {
  const wire::HttpRequest request{
      {.method = "POST", .target = "/v1/chat/completions", .minor_version = 1, .fields = {}}, std::move(body)};
  return openai_chat_request_error(RequestView(request, request.head.target, ""))
      .value_or(ErrorReply{.status = 200, .message = {}, .type = {}, .code = {}, .param = {}});
}

ErrorReply refusal_of_messages(const std::string& messages) {
  return refusal_of(R"({"model":"m","messages":)" + messages + "}");
}

constexpr auto call =
    R"({"role":"assistant","tool_calls":[{"id":"a","type":"function"},{"id":"b","type":"function"}]})";

std::string result(const std::string& id) {
  return R"(,{"role":"tool","tool_call_id":")" + id + R"(","content":"x"})";
}

TEST(OpenaiChatRefusal, LetsPassWhatOpenaiTakes) {
  EXPECT_EQ(refusal_of_messages(R"([{"role":"user","content":"hi"}])").status, 200);
  EXPECT_EQ(refusal_of_messages("[" + std::string(call) + result("b") + result("a") + R"(,{"role":"user"}])").status,
            200);
}

TEST(OpenaiChatRefusal, IsOfWhatIsMissing) {
  EXPECT_EQ(refusal_of("no JSON").message, "We could not parse the JSON body of your request.");
  EXPECT_EQ(refusal_of("[]").status, 400);
  EXPECT_EQ(refusal_of(R"({"messages":[]})").message, "you must provide a model parameter");
  const auto messages = refusal_of(R"({"model":"m"})");
  EXPECT_EQ(messages.message, "Missing required parameter: 'messages'.");
  EXPECT_EQ(messages.type, "invalid_request_error");
  EXPECT_EQ(messages.param, "messages");
  EXPECT_EQ(messages.code, "missing_required_parameter");
  EXPECT_EQ(refusal_of_messages("\"hi\"").code, "invalid_type");
  EXPECT_EQ(refusal_of_messages("[]").code, "empty_array");
  EXPECT_EQ(refusal_of_messages(R"([{"role":"user"},{"content":"x"}])").param, "messages[1].role");
}

TEST(OpenaiChatRefusal, IsOfAResultWithoutItsCall) {
  const auto alone = refusal_of_messages(R"([{"role":"user"})" + result("a") + "]");
  EXPECT_EQ(alone.param, "messages.[1].role");
  EXPECT_TRUE(alone.message.starts_with("Invalid parameter: messages with role 'tool' must be a response"))
      << alone.message;
  EXPECT_EQ(refusal_of_messages("[" + std::string(call) + result("a") + result("a") + "]").param, "messages.[2].role");
}

TEST(OpenaiChatRefusal, IsOfACallWithoutItsResult) {
  for (const std::string end : {"]", R"(,{"role":"user","content":"and?"}])"}) {
    const auto open = refusal_of_messages("[" + std::string(call) + result("a") + end);
    EXPECT_EQ(open.param, "messages.[0].role") << end;
    EXPECT_TRUE(open.message.ends_with("did not have response messages: b")) << open.message;
  }
}

TEST(OpenaiChatRefusal, NamesOpenCallsInTheirOrder) {
  const std::string calls = R"({"role":"assistant","tool_calls":[{"id":"c"},{"id":"a"},{"id":"c"},{"id":"b"}]})";
  EXPECT_TRUE(refusal_of_messages("[" + calls + result("c") + "]").message.ends_with("messages: a, c, b"));
  EXPECT_EQ(refusal_of_messages("[" + calls + result("b") + result("c") + result("c") + result("a") + "]").status, 200);
}

/// What it takes to see that of many calls one has no result: time of this process, which others don't lengthen.
std::clock_t time_of_calls(int count) {
  std::string calls = R"({"role":"assistant","tool_calls":[{"id":"first"})";
  std::string results;
  for (int id = 0; id < count; ++id) {
    calls += R"(,{"id":")" + std::to_string(id) + R"("})";
    results += result(std::to_string(id));
  }
  const std::string messages = "[" + calls + "]}" + results + "]";
  const auto start = std::clock();
  EXPECT_TRUE(refusal_of_messages(messages).message.ends_with("messages: first"));
  return std::clock() - start;
}

TEST(OpenaiChatRefusal, TakesNoTimeThatGrowsWithTheSquareOfTheCalls) {
  EXPECT_LT(time_of_calls(160'000), time_of_calls(10'000) * 64);
}

}  // namespace
}  // namespace wiretape::provider
