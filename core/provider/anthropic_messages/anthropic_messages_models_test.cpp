#include "wiretape/core/provider/anthropic_messages/anthropic_messages_models.h"

#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {
namespace {

TEST(AnthropicMessagesModels, AreAPage) {
  EXPECT_EQ(anthropic_messages_models({}), R"({"data":[],"has_more":false,"first_id":null,"last_id":null})");
  EXPECT_EQ(anthropic_messages_models(std::vector<std::string>{"a", "b"}),
            R"({"data":[{"type":"model","id":"a","display_name":"a","created_at":"1970-01-01T00:00:00Z"},)"
            R"({"type":"model","id":"b","display_name":"b","created_at":"1970-01-01T00:00:00Z"}],)"
            R"("has_more":false,"first_id":"a","last_id":"b"})");
}

TEST(AnthropicMessagesModels, AreEachThere) {
  const wire::HttpRequest request{{.method = "GET", .target = "/v1/models/a", .minor_version = 1, .fields = {}}, ""};
  const auto answer = anthropic_model.answer(RequestView(request, request.head.target, ""));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"type":"model","id":"a","display_name":"a","created_at":"1970-01-01T00:00:00Z"})");
}

}  // namespace
}  // namespace wiretape::provider
