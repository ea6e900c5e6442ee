#include "wiretape/core/provider/gemini/gemini_call.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(GeminiCall, GoesBelowTheBase) {
  const ProviderRequest call =
      gemini_call({.path = "/v1beta", .query = "a=b", .key = "k"}, {.model = "m", .prompt = "p"});
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.target, "/v1beta/models/m:streamGenerateContent?alt=sse&a=b");
  EXPECT_EQ(call.fields, (wire::HttpFields{{"x-goog-api-key", "k"}}));
  EXPECT_EQ(call.body, R"({"contents":[{"role":"user","parts":[{"text":"p"}]}]})");
  const ProviderRequest whole =
      gemini_call({}, {.model = "tunedModels/a b?", .prompt = "p", .stream = false, .body = "{}"});
  EXPECT_EQ(whole.target, "/v1beta/tunedModels/a%20b%3F:generateContent");
  EXPECT_EQ(whole.body, "{}");
  EXPECT_TRUE(whole.fields.empty());
}

TEST(GeminiCall, TakesTheModelAndTheStreamOutOfABody) {
  const ProviderRequest whole = gemini_call(
      {}, {.model = "default", .prompt = {}, .body = R"({"model":"models/m","contents": [],"stream":false})"});
  EXPECT_EQ(whole.target, "/v1beta/models/m:generateContent");
  EXPECT_EQ(whole.body, R"({"contents":[]})");
  const std::string own = R"({"contents": []})";
  const ProviderRequest call = gemini_call({}, {.model = "default", .prompt = {}, .body = own});
  EXPECT_EQ(call.target, "/v1beta/models/default:streamGenerateContent?alt=sse");
  EXPECT_EQ(call.body, own);
}

}  // namespace
}  // namespace wiretape::provider
