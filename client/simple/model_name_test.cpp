#include "wiretape/client/simple/model_name.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::client {
namespace {

std::string read(std::string_view name) {
  const auto [provider, model] = read_model_name(name, "openai");
  return provider + " has " + model;
}

TEST(ModelName, MayCarryItsProvider) {
  EXPECT_EQ(read("anthropic/claude-haiku-4-5"), "anthropic has claude-haiku-4-5");
  EXPECT_EQ(read("openrouter/anthropic/claude"), "openrouter has anthropic/claude");
  EXPECT_EQ(read("groq/"), "groq has ");
}

TEST(ModelName, KeepsWhatIsNoProvider) {
  EXPECT_EQ(read("gpt-4o"), "openai has gpt-4o");
  EXPECT_EQ(read("meta-llama/Llama-3"), "openai has meta-llama/Llama-3");
  EXPECT_EQ(read("/x"), "openai has /x");
  EXPECT_EQ(read(""), "openai has ");
}

}  // namespace
}  // namespace wiretape::client
