#include "wiretape/core/provider/ollama/ollama_error.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

std::optional<std::string> refusal_of(const std::string& body) {
  const wire::HttpRequest request{{}, body};
  const auto error = ollama_request_error(RequestView(request, "/api/chat", ""));
  if (error) {
    EXPECT_EQ(error->status, 400);
  }
  return error ? std::optional(error->message) : std::nullopt;
}

TEST(OllamaError, IsASentence) {
  ErrorReply error{.status = 404, .message = "model 'm' not found", .type = "t", .code = "c", .param = {}};
  error.retry_after = std::chrono::seconds(2);
  const WholeAnswer answer = ollama_render_error(error);
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, R"({"error":"model 'm' not found"})");
  EXPECT_EQ(answer.fields,
            (wire::HttpFields{{"content-type", "application/json; charset=utf-8"}, {"retry-after", "2"}}));
}

TEST(OllamaError, SaysNothingOfTryingAgain) {
  EXPECT_EQ(ollama_error_meaning("", ""), ErrorMeaning::unknown);
  EXPECT_EQ(ollama_error_meaning("overloaded_error", ""), ErrorMeaning::passing);
}

TEST(OllamaError, TellsOfAQuotaOnlyWhenToTryAgain) {
  RateLimitState state;
  state.requests.emplace();
  EXPECT_EQ(ollama_rate_limit_fields(state, {}), wire::HttpFields{});
  state.refusal = QuotaRefusal{.unit = "requests", .limit = 6, .remaining = 0, .needed = 1};
  EXPECT_EQ(ollama_rate_limit_fields(state, {}), wire::HttpFields{});
  state.refusal->retry_after = std::chrono::milliseconds(1500);
  EXPECT_EQ(ollama_rate_limit_fields(state, {}), (wire::HttpFields{{"retry-after", "2"}}));
  EXPECT_EQ(ollama_rate_limit_error(*state.refusal).status, 429);
}

TEST(OllamaError, RefusesWhatNoModelCouldAnswer) {
  EXPECT_EQ(refusal_of(""), "missing request body");
  EXPECT_NE(refusal_of("no JSON"), std::nullopt);
  EXPECT_NE(refusal_of("[]"), std::nullopt);
  EXPECT_EQ(refusal_of("{}"), "model is required");
  EXPECT_EQ(refusal_of(R"({"model":"m"})"), std::nullopt);
}

}  // namespace
}  // namespace wiretape::provider
