#include "wiretape/core/provider/gemini/gemini_error.h"

#include <chrono>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using namespace std::chrono_literals;

ErrorReply error_of(int status, std::optional<std::string> type = {}) {
  return {.status = status, .message = "m", .type = std::move(type), .code = {}, .param = {}};
}

TEST(GeminiError, FillsInTheWordOrTheStatus) {
  EXPECT_EQ(gemini_error_text(error_of(429)),
            R"({"error": {"code": 429,"message": "m","status": "RESOURCE_EXHAUSTED"}})");
  EXPECT_EQ(gemini_error_text(error_of(500, "UNAVAILABLE")),
            R"({"error": {"code": 503,"message": "m","status": "UNAVAILABLE"}})");
  EXPECT_EQ(gemini_error_text(error_of(500, "MADE_UP")),
            R"({"error": {"code": 500,"message": "m","status": "MADE_UP"}})");
  EXPECT_EQ(gemini_error_text(error_of(529)), R"({"error": {"code": 529,"message": "m","status": "INTERNAL"}})");
  EXPECT_EQ(gemini_render_error_event(error_of(500, "UNAVAILABLE")).status, 503);
}

TEST(GeminiError, SaysInItsDetailsWhenToTryAgain) {
  ErrorReply error = error_of(429);
  error.retry_after = 1500ms;
  error.headers = {{"x-a", "b"}};
  const WholeAnswer answer = gemini_render_error(error);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.fields, (wire::HttpFields{{"content-type", "application/json; charset=UTF-8"},
                                             {"retry-after", "2"},
                                             {"retry-after-ms", "1500"},
                                             {"x-a", "b"}}));
  EXPECT_EQ(answer.body,
            "{\n  \"error\": {\n    \"code\": 429,\n    \"message\": \"m\",\n    \"status\": \"RESOURCE_EXHAUSTED\",\n"
            "    \"details\": [\n      {\n        \"@type\": \"type.googleapis.com/google.rpc.RetryInfo\",\n"
            "        \"retryDelay\": \"1.5s\"\n      }\n    ]\n  }\n}\n");
  error.retry_after = 20s;
  EXPECT_NE(gemini_render_error(error).body.find("\"20s\""), std::string::npos);
}

TEST(GeminiError, MeansWhatItsWordSays) {
  EXPECT_EQ(gemini_error_meaning("UNAVAILABLE", "503"), ErrorMeaning::passing);
  EXPECT_EQ(gemini_error_meaning("RESOURCE_EXHAUSTED", ""), ErrorMeaning::passing);
  EXPECT_EQ(gemini_error_meaning("INVALID_ARGUMENT", "400"), ErrorMeaning::lasting);
  EXPECT_EQ(gemini_error_meaning("interrupted", "MALFORMED_FUNCTION_CALL"), ErrorMeaning::passing);
  EXPECT_EQ(gemini_error_meaning("", ""), ErrorMeaning::unknown);
}

TEST(GeminiError, TellsOfAQuotaOnlyWhereItRefuses) {
  EXPECT_TRUE(gemini_rate_limit_fields({}, {}).empty());
  const QuotaRefusal refusal{.unit = "requests", .limit = 2, .retry_after = 3s};
  EXPECT_EQ(gemini_rate_limit_fields({.refusal = refusal}, {}), (wire::HttpFields{{"retry-after", "3"}}));
  EXPECT_EQ(gemini_rate_limit_error(refusal).status, 429);
}

}  // namespace
}  // namespace wiretape::provider
