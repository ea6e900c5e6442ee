#include "wiretape/core/provider/cohere_chat/cohere_chat_models.h"

#include <vector>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(CohereChatModels, AreListedByName) {
  const std::vector<std::string> names{"command-a"};
  EXPECT_EQ(cohere_chat_models(names),
            R"({"models":[{"name":"command-a","endpoints":["chat"],"finetuned":false,"context_length":128000}]})");
  EXPECT_EQ(cohere_chat_models({}), R"({"models":[]})");
}

}  // namespace
}  // namespace wiretape::provider
