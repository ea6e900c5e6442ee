#include "wiretape/core/provider/gemini/gemini_request.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

template <class Read>
auto with_view(std::string_view path, std::string_view query, const std::string& body, Read read) {
  const wire::HttpRequest request{{}, body};
  return read(RequestView(request, path, query));
}

std::string model_at(std::string_view path) {
  return with_view(path, "", "{}", read_gemini_request).model;
}

TEST(GeminiRequest, ReadsTheModelInThePath) {
  EXPECT_EQ(model_at("/v1beta/models/gemini-2.5-flash:generateContent"), "gemini-2.5-flash");
  EXPECT_EQ(model_at("/x/models/y/publishers/google/models/m%3A1%3AstreamGenerateContent"), "m:1");
  EXPECT_EQ(model_at("/v1beta/tunedModels/t:generateContent"), "t");
  for (const char* path : {"/v1beta/models/:generateContent", "/x:generateContent", "/"})
    EXPECT_EQ(model_at(path), "wiretape") << path;
}

TEST(GeminiRequest, StreamsByPathAndQuery) {
  const auto asks = [](std::string_view method, std::string_view query, auto wants) {
    return with_view("/v1beta/models/m" + std::string(method), query, "", wants);
  };
  for (const char* query : {"alt=sse", "key=k&alt=sse", "%24alt=sse"}) {
    EXPECT_TRUE(asks(":streamGenerateContent", query, gemini_wants_stream)) << query;
    EXPECT_FALSE(asks(":streamGenerateContent", query, gemini_wants_array)) << query;
    EXPECT_FALSE(asks(":generateContent", query, gemini_wants_stream)) << query;
  }
  for (const char* query : {"", "alt=json", "%24alt=json%3Benum-encoding%3Dint", "x=alt=sse"}) {
    EXPECT_TRUE(asks(":streamGenerateContent", query, gemini_wants_stream)) << query;
    EXPECT_TRUE(asks(":streamGenerateContent", query, gemini_wants_array)) << query;
    EXPECT_FALSE(asks(":generateContent", query, gemini_wants_array)) << query;
  }
}

TEST(GeminiRequest, CountsThePrompt) {
  const auto prompt_tokens = [](const RequestView& view) { return gemini_prompt_tokens(view.json()); };
  const std::string body =
      R"({"systemInstruction":{"parts":[{"text":"be brief"}]},"contents":[{"parts":[{"text":"one two"},{"text":"three"}]}]})";
  EXPECT_EQ(with_view("/", "", body, prompt_tokens), 5U);
  EXPECT_EQ(with_view("/", "", "no JSON", prompt_tokens), 0U);
}

TEST(GeminiRequest, TheKeyHoldsWhatTheAnswerShows) {
  const auto key = [](std::string_view path, std::string_view query, const Reply& reply) {
    return with_view(path, query, R"({"contents":[{"parts":[{"text":"a b"}]}]})",
                     [&](const RequestView& view) { return gemini_render_key(reply, view); });
  };
  Reply fixed;
  fixed.usage = "{}";
  fixed.id = "i";
  fixed.model = "m";
  EXPECT_EQ(key("/models/x:streamGenerateContent", "alt=sse", fixed), "stream");
  EXPECT_EQ(key("/models/x:streamGenerateContent", "", fixed), "array");
  EXPECT_EQ(key("/models/x:generateContent", "", {}), "whole 2 of x");
}

}  // namespace
}  // namespace wiretape::provider
