#include "wiretape/core/provider/model_path.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(ModelPath, AsksForOneModel) {
  EXPECT_TRUE(is_model_path("/v1/models/gpt-4o"));
  EXPECT_TRUE(is_model_path("/models/ft:gpt"));
  EXPECT_TRUE(is_model_path("/v1/models/meta-llama/Llama-3"));
  for (const auto* path : {"/v1/models", "/v1/models/", "/v1/models/a/", "/v1/xmodels/a", "/v1/a", ""})
    EXPECT_FALSE(is_model_path(path)) << path;
}

TEST(ModelPath, HoldsItsName) {
  EXPECT_EQ(model_of_path("/v1/models/meta-llama%2FLlama-3"), "meta-llama/Llama-3");
  EXPECT_EQ(model_of_path("/v1/models/meta-llama/Llama-3"), "meta-llama/Llama-3");
  EXPECT_EQ(model_of_path("/openai/v1/models/a/models/b"), "a/models/b");
  EXPECT_EQ(model_of_path("/v1/models/a%2"), "a%2");
}

}  // namespace
}  // namespace wiretape::provider
