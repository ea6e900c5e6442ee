#include "wiretape/core/provider/ollama/ollama_request.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

constexpr auto chat = OllamaEndpoint::chat;
constexpr auto generate = OllamaEndpoint::generate;

template <class Read>
auto with_view(const std::string& body, Read read) {
  const wire::HttpRequest request{{}, body};
  return read(RequestView(request, "/api/chat", ""));
}

std::string key(const std::string& body, const Reply& reply = {}, OllamaEndpoint endpoint = chat) {
  return with_view(body, [&](const RequestView& view) { return ollama_render_key(reply, view, endpoint); });
}

std::uint64_t tokens(const std::string& body, OllamaEndpoint endpoint) {
  return with_view(body, [&](const RequestView& view) { return ollama_prompt_tokens(view, endpoint); });
}

TEST(OllamaRequest, StreamsUnlessItIsToldNotTo) {
  for (const char* body : {"", "{}", R"({"stream":true})", R"({"stream":null})"})
    EXPECT_TRUE(with_view(body, ollama_wants_stream)) << body;
  EXPECT_FALSE(with_view(R"({"stream":false})", ollama_wants_stream));
}

TEST(OllamaRequest, ReadsTheModel) {
  EXPECT_EQ(with_view(R"({"model":"m"})", read_ollama_request).model, "m");
  EXPECT_EQ(with_view("no JSON", read_ollama_request).model, "wiretape");
}

TEST(OllamaRequest, CountsThePromptOfItsEndpoint) {
  const std::string body =
      R"({"messages":[{"role":"user","content":"one two three"}],"system":"Be brief","prompt":"Hi you"})";
  EXPECT_EQ(tokens(body, chat), 3U);
  EXPECT_EQ(tokens(body, generate), 4U);
  EXPECT_EQ(tokens("", generate), 0U);
}

TEST(OllamaRequest, TheKeyHoldsWhatTheAnswerShows) {
  Reply fixed;
  fixed.model = "m";
  fixed.usage = "{}";
  fixed.id = "unused";
  EXPECT_EQ(key("{}", fixed), "stream");
  EXPECT_EQ(key(R"({"stream":false,"messages":[{"content":"a b"}]})", fixed), "whole");
  EXPECT_EQ(key(R"({"messages":[{"content":"a b"}],"model":"n"})"), "stream 2 of n");
  EXPECT_EQ(key(R"({"prompt":"a b c"})", {}, generate), "stream 3 of wiretape");
}

TEST(OllamaRequest, CallsEachEndpointBelowTheBase) {
  const CallBase base{.path = "/ollama/", .query = "a=b", .key = "k"};
  const ProviderRequest call = ollama_call(base, {.model = "m", .prompt = "p\n"}, chat);
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.target, "/ollama/api/chat?a=b");
  EXPECT_EQ(call.fields, (wire::HttpFields{{"authorization", "Bearer k"}}));
  EXPECT_EQ(call.body, R"({"model":"m","messages":[{"role":"user","content":"p\n"}],"stream":true})");
  const ProviderRequest whole = ollama_call({}, {.model = "m", .prompt = "p", .stream = false}, generate);
  EXPECT_EQ(whole.target, "/api/generate");
  EXPECT_EQ(whole.fields, wire::HttpFields{});
  EXPECT_EQ(whole.body, R"({"model":"m","prompt":"p","stream":false})");
  EXPECT_EQ(ollama_call({}, {.model = "m", .prompt = "p", .body = "[]"}, chat).body, "[]");
}

}  // namespace
}  // namespace wiretape::provider
