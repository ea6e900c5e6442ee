#include "wiretape/core/provider/shared/request_json.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using nlohmann::json;

TEST(RequestJson, FindsMembersOfObjectsOnly) {
  const json object = {{"a", 1}};
  const json list = json::array({1});
  EXPECT_EQ(*find_member(&object, "a"), 1);
  EXPECT_EQ(find_member(&object, "b"), nullptr);
  EXPECT_EQ(find_member(&list, "a"), nullptr);
  EXPECT_EQ(find_member(nullptr, "a"), nullptr);
}

TEST(RequestJson, OnlyTrueIsTrue) {
  const json yes = true;
  const json no = false;
  const json text = "true";
  EXPECT_TRUE(is_true(&yes));
  EXPECT_FALSE(is_true(&no));
  EXPECT_FALSE(is_true(&text));
  EXPECT_FALSE(is_true(nullptr));
}

TEST(RequestJson, CountsTokensOfTextsAndParts) {
  const json text = "Hello there.";
  const json parts = json::parse(R"([{"type":"text","text":"Hello"},{"type":"image"},{"text":" there."},7])");
  EXPECT_EQ(tokens_in_content(&text), 3U);
  EXPECT_EQ(tokens_in_content(&parts), 3U);
  EXPECT_EQ(tokens_in_content(nullptr), 0U);
}

TEST(RequestJson, CountsTokensOfAllMessages) {
  const json messages = json::parse(R"([{"role":"user","content":"Hello there."},{"content":[{"text":"Hi"}]},{},3])");
  const json text = "no messages";
  EXPECT_EQ(tokens_in_messages(&messages), 4U);
  EXPECT_EQ(tokens_in_messages(&text), 0U);
  EXPECT_EQ(tokens_in_messages(nullptr), 0U);
}

}  // namespace
}  // namespace wiretape::provider
