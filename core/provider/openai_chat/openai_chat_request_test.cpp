#include "wiretape/core/provider/openai_chat/openai_chat_request.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

OpenaiChatRequest read(const std::string& body) {
  const wire::HttpRequest request{{}, body};
  return read_openai_chat_request(RequestView(request, "/v1/chat/completions", ""));
}

std::uint64_t prompt_tokens(const std::string& body) {
  const wire::HttpRequest request{{}, body};
  return openai_chat_prompt_tokens(RequestView(request, "/v1/chat/completions", ""));
}

std::string key(const std::string& body, const Reply& reply = {}) {
  const wire::HttpRequest request{{}, body};
  return openai_chat_render_key(reply, RequestView(request, "/v1/chat/completions", ""));
}

bool wants_stream(const std::string& body) {
  const wire::HttpRequest request{{}, body};
  return openai_chat_wants_stream(RequestView(request, "/v1/chat/completions", ""));
}

TEST(OpenaiChatRequest, ReadsWhatAnswersDependOn) {
  const std::string body =
      R"({"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true},)"
      R"("messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi there"}]})";
  const OpenaiChatRequest request = read(body);
  EXPECT_EQ(request.model, "gpt-4o");
  EXPECT_TRUE(request.stream);
  EXPECT_TRUE(request.include_usage);
  EXPECT_EQ(prompt_tokens(body), 5U);
}

TEST(OpenaiChatRequest, HasDefaultsForWhatIsMissingOrOdd) {
  for (const char* body :
       {"", "not json", "[]", "{}", R"({"model":7,"stream":"true","stream_options":true,"messages":"x"})",
        R"({"model":null,"stream":null,"stream_options":{"include_usage":1},"messages":[1,{"content":2}]})"}) {
    const OpenaiChatRequest request = read(body);
    EXPECT_EQ(request.model, "wiretape") << body;
    EXPECT_FALSE(request.stream) << body;
    EXPECT_FALSE(request.include_usage) << body;
    EXPECT_EQ(prompt_tokens(body), 0U) << body;
  }
}

TEST(OpenaiChatRequest, CountsTheTextOfParts) {
  EXPECT_EQ(
      prompt_tokens(R"({"messages":[{"content":[{"type":"text","text":"Hi there"},{"type":"image_url","image_url":{}},)"
                    R"({"type":"text","text":"you"}]},{"content":null},{}]})"),
      3U);
}

TEST(OpenaiChatRequest, OnlyTrueAsksForAStream) {
  EXPECT_TRUE(wants_stream(R"({"stream":true})"));
  EXPECT_FALSE(wants_stream(R"({"stream":false})"));
  EXPECT_FALSE(wants_stream(R"({"stream":1})"));
  EXPECT_FALSE(wants_stream("{}"));
  EXPECT_FALSE(wants_stream(""));
}

TEST(OpenaiChatRenderKey, DiffersWhereAnswersDo) {
  EXPECT_NE(key(R"({"model":"a"})"), key(R"({"model":"b"})"));
  EXPECT_NE(key(R"({"stream":true})"), key("{}"));
  EXPECT_NE(key(R"({"stream":true})"), key(R"({"stream":true,"stream_options":{"include_usage":true}})"));
  EXPECT_NE(key(R"({"messages":[{"content":"a"}]})"), key(R"({"messages":[{"content":"a b"}]})"));
}

TEST(OpenaiChatRenderKey, IsTheSameWhereAnswersAre) {
  EXPECT_EQ(key(R"({"temperature":1})"), key(R"({"temperature":2,"user":"x"})"));
  EXPECT_EQ(key(R"({"messages":[{"content":"a"}]})"), key(R"({"messages":[{"content":"b"}]})"));
  EXPECT_EQ(key(R"({"stream":true,"messages":[{"content":"a"}]})"),
            key(R"({"stream":true,"messages":[{"content":"a b c"}]})"))
      << "a stream that shows no usage";
}

TEST(OpenaiChatRenderKey, LeavesOutWhatTheReplySettles) {
  Reply reply;
  reply.usage = "{}";
  EXPECT_EQ(key(R"({"messages":[{"content":"a"}]})", reply), key(R"({"messages":[{"content":"a b"}]})", reply));
  EXPECT_NE(key(R"({"model":"a"})", reply), key(R"({"model":"b"})", reply));
  reply.model = "c";
  EXPECT_EQ(key(R"({"model":"a"})", reply), key(R"({"model":"b"})", reply));
  EXPECT_NE(key(R"({"stream":true})", reply), key("{}", reply));
}

TEST(OpenaiChatRequestBody, AsksForAStreamWithUsage) {
  EXPECT_EQ(openai_chat_request_body({"gpt-4o", "Say \"hi\"\n", true}),
            R"({"model":"gpt-4o","messages":[{"role":"user","content":"Say \"hi\"\n"}],"stream":true,)"
            R"("stream_options":{"include_usage":true}})");
}

TEST(OpenaiChatRequestBody, OrForNone) {
  EXPECT_EQ(openai_chat_request_body({"m", "p", false}), R"({"model":"m","messages":[{"role":"user","content":"p"}]})");
}

}  // namespace
}  // namespace wiretape::provider
