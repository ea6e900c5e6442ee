#include "wiretape/core/provider/anthropic_messages/beside/anthropic_count_tokens.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"

namespace wiretape::provider {
namespace {

using nlohmann::json;

wire::HttpRequest counted(std::string body) {
  return {{.method = "POST", .target = "/v1/messages/count_tokens", .minor_version = 1, .fields = {}}, std::move(body)};
}

TEST(AnthropicCountTokens, SaysWhatTheUsageOfAnAnswerWould) {
  const auto request = counted(R"({"model":"m","system":"Be brief.",)"
                               R"("messages":[{"role":"user","content":[{"type":"text","text":"Hello there"}]}]})");
  const RequestView view(request, request.head.target, "");
  const auto answer = anthropic_count_tokens.answer(view);
  EXPECT_EQ(answer.status, 200);
  Reply reply;
  reply.choices.emplace_back().text = "Hi.";
  const auto whole = json::parse(anthropic_messages.write.render_whole(reply, view).body);
  EXPECT_EQ(json::parse(answer.body), json({{"input_tokens", whole.at("usage").at("input_tokens")}}));
  EXPECT_GT(whole.at("usage").at("input_tokens"), 2);
}

TEST(AnthropicCountTokens, NeedsMessages) {
  for (const std::string body : {"", "{}", R"({"messages":"hi"})"}) {
    const auto request = counted(body);
    const auto answer = anthropic_count_tokens.answer(RequestView(request, request.head.target, ""));
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(json::parse(answer.body).at("error").at("type"), "invalid_request_error") << body;
  }
}

}  // namespace
}  // namespace wiretape::provider
