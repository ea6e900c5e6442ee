#include "wiretape/core/provider/cohere_chat/cohere_chat_request.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

template <class Read>
auto with_view(const std::string& body, Read read) {
  const wire::HttpRequest request{{}, body};
  return read(RequestView(request, "/v2/chat", ""));
}

std::string key(const std::string& body, const Reply& reply = {}) {
  return with_view(body, [&](const RequestView& view) { return cohere_chat_render_key(reply, view); });
}

TEST(CohereChatRequest, StreamsWhereItIsAskedTo) {
  EXPECT_TRUE(with_view(R"({"stream":true})", cohere_chat_wants_stream));
  for (const char* body : {"", "{}", R"({"stream":false})", R"({"stream":"true"})"})
    EXPECT_FALSE(with_view(body, cohere_chat_wants_stream)) << body;
}

TEST(CohereChatRequest, ReadsTheModelAndCountsThePrompt) {
  const std::string body = R"({"model":"m","messages":[{"role":"user","content":"one two three"}]})";
  EXPECT_EQ(with_view(body, read_cohere_chat_request).model, "m");
  EXPECT_EQ(with_view(body, cohere_chat_prompt_tokens), 3U);
  EXPECT_EQ(with_view("no JSON", read_cohere_chat_request).model, "wiretape");
}

TEST(CohereChatRequest, TheKeyHoldsWhatTheAnswerShows) {
  Reply fixed;
  fixed.usage = "{}";
  fixed.id = "i";
  EXPECT_EQ(key(R"({"model":"m","stream":true})", fixed), "stream");
  EXPECT_EQ(key(R"({"model":"m"})", fixed), "whole");
  EXPECT_EQ(key(R"({"model":"m","messages":[{"content":"a b"}]})"), "whole 2 of m");
}

TEST(CohereChatRequest, IsCalledBelowTheBase) {
  const ProviderRequest call =
      cohere_chat_call({.path = "/v2", .query = {}, .key = "k"}, {.model = "m", .prompt = "p"});
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.target, "/v2/chat");
  EXPECT_EQ(call.fields, (wire::HttpFields{{"authorization", "Bearer k"}}));
  EXPECT_EQ(call.body, R"({"model":"m","messages":[{"role":"user","content":"p"}],"stream":true})");
  EXPECT_EQ(cohere_chat_call({}, {.model = "m", .prompt = "p", .stream = false}).body,
            R"({"model":"m","messages":[{"role":"user","content":"p"}],"stream":false})");
}

}  // namespace
}  // namespace wiretape::provider
