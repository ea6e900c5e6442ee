#include "wiretape/core/provider/openai_chat/openai_chat_models.h"

#include <vector>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(OpenaiChatModels, AreAList) {
  EXPECT_EQ(openai_chat_models({}), R"({"object":"list","data":[]})");
  EXPECT_EQ(openai_chat_models(std::vector<std::string>{"a", "\xFF"}),
            R"({"object":"list","data":[{"id":"a","object":"model","created":0,"owned_by":"wiretape"},)"
            "{\"id\":\"\xEF\xBF\xBD\",\"object\":\"model\",\"created\":0,\"owned_by\":\"wiretape\"}]}");
}

}  // namespace
}  // namespace wiretape::provider
