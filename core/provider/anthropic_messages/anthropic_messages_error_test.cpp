#include "wiretape/core/provider/anthropic_messages/anthropic_messages_error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

TEST(AnthropicMessagesError, IsTheProvidersBody) {
  ErrorReply error;
  error.type = "my_type";
  error.message = "Bad \"thing\"";
  EXPECT_EQ(anthropic_error_text(error, 400, "req_1"),
            R"({"type":"error","error":{"type":"my_type","message":"Bad \"thing\""},"request_id":"req_1"})");
}

TEST(AnthropicMessagesError, HasNoPlaceForCodeAndParam) {
  const ErrorReply error{400, "m", "t", "code", "param"};
  EXPECT_EQ(anthropic_error_text(error, 400, "r"),
            R"({"type":"error","error":{"type":"t","message":"m"},"request_id":"r"})");
}

TEST(AnthropicMessagesError, TypeFollowsFromTheStatus) {
  const struct {
    int status;
    std::string type;
  } cases[] = {
      {400, "invalid_request_error"},
      {401, "authentication_error"},
      {402, "billing_error"},
      {403, "permission_error"},
      {404, "not_found_error"},
      {413, "request_too_large"},
      {422, "invalid_request_error"},
      {429, "rate_limit_error"},
      {500, "api_error"},
      {503, "api_error"},
      {504, "timeout_error"},
      {529, "overloaded_error"},
  };
  for (const auto& expected : cases) {
    const WholeAnswer answer = anthropic_messages_render_error({expected.status, "m", {}, {}, {}});
    const auto body = nlohmann::json::parse(answer.body);
    EXPECT_EQ(answer.status, expected.status);
    EXPECT_EQ(body["error"]["type"], expected.type);
    EXPECT_EQ(wire::find_field(answer.fields, "request-id"), body["request_id"].get<std::string>());
  }
}

}  // namespace
}  // namespace wiretape::provider
