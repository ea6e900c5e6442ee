#include "wiretape/core/provider/gemini/gemini_models.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {
namespace {

TEST(GeminiModels, AreThereWhateverIsAskedFor) {
  const wire::HttpRequest request;
  const auto answer = gemini_model.answer(RequestView(request, "/v1beta/models/x", ""));
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.body.starts_with(R"({"name":"models/x","version":"001",)")) << answer.body;
  EXPECT_TRUE(gemini_model.is_at("/v1beta/models/x"));
  EXPECT_TRUE(gemini_model.is_at("/v1/models/x")) << "where Google's SDK asks";
  EXPECT_FALSE(gemini_model.is_at("/v1beta/models"));
  EXPECT_FALSE(gemini_model.is_at("/v1beta/models/m:embedContent"));
}

TEST(GeminiModels, AreNamedWithTheirFolder) {
  const std::array<std::string, 1> names{"m"};
  EXPECT_EQ(gemini_models(names),
            R"({"models":[{"name":"models/m","version":"001","displayName":"m","inputTokenLimit":1048576,)"
            R"("outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"]}]})");
  EXPECT_EQ(gemini_models({}), R"({"models":[]})");
}

}  // namespace
}  // namespace wiretape::provider
