#include "wiretape/core/provider/openai_chat/beside/openai_moderations.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

using nlohmann::json;

WholeAnswer moderate(std::string body) {
  const wire::HttpRequest request{{.method = "POST", .target = "/v1/moderations", .minor_version = 1, .fields = {}},
                                  std::move(body)};
  return openai_moderations.answer(RequestView(request, request.head.target, ""));
}

TEST(OpenaiModerations, FlagNothing) {
  const auto answer = moderate(R"({"input":"I want to kill them."})");
  EXPECT_EQ(answer.status, 200);
  const auto body = json::parse(answer.body);
  EXPECT_EQ(body.at("model"), "omni-moderation-latest");
  EXPECT_TRUE(body.at("id").get<std::string>().starts_with("modr-"));
  ASSERT_EQ(body.at("results").size(), 1U);
  const auto& result = body.at("results").at(0);
  EXPECT_EQ(result.at("flagged"), false);
  EXPECT_EQ(result.at("categories").size(), 13U);
  EXPECT_EQ(result.at("categories").at("self-harm/intent"), false);
  EXPECT_LT(result.at("category_scores").at("violence/graphic").get<double>(), 0.001);
  EXPECT_EQ(result.at("category_applied_input_types").at("hate"), json::array({"text"}));
}

TEST(OpenaiModerations, LookAtEachTextAndAtPartsTogether) {
  const auto results = [](std::string body) {
    return json::parse(moderate(std::move(body)).body).at("results").size();
  };
  EXPECT_EQ(results(R"({"model":"m","input":["a","b"]})"), 2U);
  EXPECT_EQ(results(R"({"model":"m","input":[{"type":"text","text":"a"},{"type":"image_url"}]})"), 1U);
}

TEST(OpenaiModerations, AreRefusedWhereThereIsNothingToLookAt) {
  for (const std::string body : {"", "{}", R"({"input":[]})", R"({"input":1})"}) {
    EXPECT_EQ(moderate(body).status, 400) << body;
    EXPECT_EQ(json::parse(moderate(body).body).at("error").at("param"), "input") << body;
  }
}

}  // namespace
}  // namespace wiretape::provider
