#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

AnthropicMessagesRequest read(const std::string& body) {
  const wire::HttpRequest request{{}, body};
  return read_anthropic_messages_request(RequestView(request, "/v1/messages", ""));
}

std::uint64_t prompt_tokens(const std::string& body) {
  const wire::HttpRequest request{{}, body};
  return anthropic_messages_prompt_tokens(RequestView(request, "/v1/messages", ""));
}

std::string key(const std::string& body, const Reply& reply = {}) {
  const wire::HttpRequest request{{}, body};
  return anthropic_messages_render_key(reply, RequestView(request, "/v1/messages", ""));
}

TEST(AnthropicMessagesRequest, ReadsWhatAnswersDependOn) {
  const std::string body = R"({"model":"claude","stream":true,"system":[{"type":"text","text":"Be brief."}],)"
                           R"("messages":[{"role":"user","content":"Hi there"}]})";
  const AnthropicMessagesRequest request = read(body);
  EXPECT_EQ(request.model, "claude");
  EXPECT_TRUE(request.stream);
  EXPECT_EQ(prompt_tokens(body), 5U);
  EXPECT_EQ(prompt_tokens(R"({"system":"Be brief."})"), 3U);
}

TEST(AnthropicMessagesRequest, HasDefaultsForWhatIsMissingOrOdd) {
  for (const char* body : {"", "not json", "[]", "{}", R"({"model":7,"stream":"true","system":1,"messages":"x"})"}) {
    const AnthropicMessagesRequest request = read(body);
    EXPECT_EQ(request.model, "wiretape") << body;
    EXPECT_FALSE(request.stream) << body;
    EXPECT_EQ(prompt_tokens(body), 0U) << body;
  }
}

TEST(AnthropicMessagesRequest, WantsAStreamOnlyIfItSaysSo) {
  for (const auto& [body, wants] :
       {std::pair{R"({"stream":true})", true}, {R"({"stream":false})", false}, {"{}", false}}) {
    const wire::HttpRequest request{{}, body};
    EXPECT_EQ(anthropic_messages_wants_stream(RequestView(request, "/v1/messages", "")), wants) << body;
  }
}

TEST(AnthropicMessagesRequest, TheKeyDiffersWhereAnswersMay) {
  const std::string base = key(R"({"model":"a"})");
  EXPECT_EQ(key(R"({"model":"a","temperature":1})"), base);
  EXPECT_NE(key(R"({"model":"b"})"), base);
  EXPECT_NE(key(R"({"model":"a","stream":true})"), base);
  EXPECT_NE(key(R"({"model":"a","system":"Be brief."})"), base);
}

TEST(AnthropicMessagesRequest, TheKeyLeavesOutWhatTheReplySettles) {
  Reply reply;
  reply.usage = "{}";
  EXPECT_EQ(key(R"({"model":"a","system":"Be brief."})", reply), key(R"({"model":"a"})", reply));
  EXPECT_NE(key(R"({"model":"a"})", reply), key(R"({"model":"b"})", reply));
  reply.model = "c";
  EXPECT_EQ(key(R"({"model":"a"})", reply), key(R"({"model":"b"})", reply));
}

TEST(AnthropicMessagesRequest, ABodyAsksForOneMessage) {
  EXPECT_EQ(
      anthropic_messages_request_body({"claude", "Say \"hi\"", true}),
      R"({"model":"claude","max_tokens":4096,"messages":[{"role":"user","content":"Say \"hi\""}],"stream":true})");
  EXPECT_EQ(anthropic_messages_request_body({"claude", "", false}),
            R"({"model":"claude","max_tokens":4096,"messages":[{"role":"user","content":""}]})");
}

}  // namespace
}  // namespace wiretape::provider
