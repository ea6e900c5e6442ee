#include "wiretape/core/provider/openai_responses/openai_responses_request.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

template <class Ask>
auto asked(std::string body, Ask ask) {
  const wire::HttpRequest request{{}, std::move(body)};
  return ask(RequestView(request, "/v1/responses", ""));
}

OpenaiResponsesRequest read(std::string body) {
  return asked(std::move(body), read_openai_responses_request);
}

std::string key_of(const std::string& body, const Reply& reply = {}) {
  return asked(body, [&](const RequestView& view) { return openai_responses_render_key(reply, view); });
}

TEST(OpenaiResponsesRequest, ReadsWhatAnAnswerDependsOn) {
  const auto facts = read(R"({"model":"m","previous_response_id":"r"})");
  EXPECT_EQ(facts.model, "m");
  EXPECT_EQ(facts.previous_response_id, "r");
  EXPECT_NE(facts.turn, 0U);
  EXPECT_EQ(read("no JSON").model, "wiretape");
}

TEST(OpenaiResponsesRequest, CountsWhatThePromptSays) {
  const auto tokens = [](std::string body) { return asked(std::move(body), openai_responses_prompt_tokens); };
  EXPECT_EQ(tokens(R"({"instructions":"a b","input":"c d e"})"), 5U);
  EXPECT_EQ(tokens(R"({"input":[{"role":"user","content":"a b"},{"type":"function_call_output","output":"c"}]})"), 3U);
  EXPECT_EQ(tokens("{}"), 0U);
}

TEST(OpenaiResponsesRequest, TellsTurnsApart) {
  const std::string first = R"({"input":[{"role":"user","content":"a"}]})";
  const std::string second = R"({"input":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]})";
  const std::string called = R"({"input":[{"type":"function_call","call_id":"c1"}]})";
  const std::string called_again = R"({"input":[{"type":"function_call","call_id":"c2"}]})";
  EXPECT_EQ(read(first).turn, 0U);
  EXPECT_NE(read(second).turn, 0U);
  EXPECT_NE(read(called).turn, read(called_again).turn);
}

TEST(OpenaiResponsesRequest, KeysDifferWhereAnswersDo) {
  EXPECT_NE(key_of(R"({"stream":true})"), key_of("{}"));
  EXPECT_NE(key_of(R"({"model":"a"})"), key_of(R"({"model":"b"})"));
  EXPECT_NE(key_of(R"({"input":"a"})"), key_of(R"({"input":"a b c d"})"));
  EXPECT_NE(key_of(R"({"previous_response_id":"a"})"), key_of(R"({"previous_response_id":"b"})"));
  EXPECT_EQ(key_of(R"({"input":"a"})"), key_of(R"({"input":"b"})"));
}

TEST(OpenaiResponsesRequest, ACallSaysItsPromptAsInput) {
  EXPECT_EQ(openai_responses_request_body({.model = "m", .prompt = "\"p\""}),
            R"({"model":"m","input":"\"p\"","stream":true})");
  EXPECT_EQ(openai_responses_request_body({.model = "m", .prompt = "p", .stream = false}),
            R"({"model":"m","input":"p"})");
}

}  // namespace
}  // namespace wiretape::provider
