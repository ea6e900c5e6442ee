#include "wiretape/core/provider/shared/openai/openai_error.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/shared/openai/openai_fields.h"

namespace wiretape::provider {
namespace {

TEST(OpenaiError, IsTheProvidersBody) {
  const WholeAnswer answer = openai_render_error({400, "Bad \"thing\"", "my_type", "my_code", "messages"});
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.fields, openai_answer_fields());
  EXPECT_EQ(answer.body,
            R"({"error":{"message":"Bad \"thing\"","type":"my_type","param":"messages","code":"my_code"}})");
}

TEST(OpenaiError, TypeAndCodeFollowFromTheStatus) {
  const struct {
    int status;
    std::string type_and_code;
  } cases[] = {
      {400, R"("type":"invalid_request_error","param":null,"code":null)"},
      {401, R"("type":"invalid_request_error","param":null,"code":"invalid_api_key")"},
      {403, R"("type":"invalid_request_error","param":null,"code":null)"},
      {404, R"("type":"invalid_request_error","param":null,"code":"model_not_found")"},
      {422, R"("type":"invalid_request_error","param":null,"code":null)"},
      {429, R"("type":"requests","param":null,"code":"rate_limit_exceeded")"},
      {500, R"("type":"server_error","param":null,"code":null)"},
      {503, R"("type":"server_error","param":null,"code":null)"},
  };
  for (const auto& expected : cases) {
    ErrorReply error;
    error.status = expected.status;
    error.message = "m";
    EXPECT_EQ(openai_render_error(error).body, R"({"error":{"message":"m",)" + expected.type_and_code + "}}")
        << expected.status;
  }
}

TEST(OpenaiError, AGivenTypeGoesWithoutACodeOfOurs) {
  ErrorReply error;
  error.message = "m";
  error.type = "insufficient_quota";
  EXPECT_EQ(openai_error_text(error, 429),
            R"({"error":{"message":"m","type":"insufficient_quota","param":null,"code":null}})");
  error.type.reset();
  error.code = "tokens";
  EXPECT_EQ(openai_error_text(error, 429),
            R"({"error":{"message":"m","type":"requests","param":null,"code":"tokens"}})");
}

}  // namespace
}  // namespace wiretape::provider
