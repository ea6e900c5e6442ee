#include "wiretape/core/provider/ollama/ollama_models.h"

#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

TEST(OllamaModels, AreListedAsTags) {
  const std::vector<std::string> names{"gemma3:1b", "b"};
  const auto list = nlohmann::json::parse(ollama_models(names));
  ASSERT_EQ(list["models"].size(), 2U);
  EXPECT_EQ(list["models"][0]["name"], "gemma3:1b");
  EXPECT_EQ(list["models"][0]["model"], "gemma3:1b");
  EXPECT_EQ(list["models"][0]["digest"].get<std::string>().size(), 64U);
  EXPECT_EQ(ollama_models({}), R"({"models":[]})");
}

}  // namespace
}  // namespace wiretape::provider
