#include "wiretape/core/provider/shared/openai/openai_models.h"

#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {
namespace {

TEST(OpenaiModels, AreAList) {
  EXPECT_EQ(openai_models({}), R"({"object":"list","data":[]})");
  EXPECT_EQ(openai_models(std::vector<std::string>{"a", "\xFF"}),
            R"({"object":"list","data":[{"id":"a","object":"model","created":0,"owned_by":"wiretape"},)"
            "{\"id\":\"\xEF\xBF\xBD\",\"object\":\"model\",\"created\":0,\"owned_by\":\"wiretape\"}]}");
}

TEST(OpenaiModels, AreEachThere) {
  const wire::HttpRequest request{{.method = "GET", .target = "/v1/models/a%2Fb", .minor_version = 1, .fields = {}},
                                  ""};
  const auto answer = openai_model.answer(RequestView(request, request.head.target, ""));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"id":"a/b","object":"model","created":0,"owned_by":"wiretape"})");
}

}  // namespace
}  // namespace wiretape::provider
