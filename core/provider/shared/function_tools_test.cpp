#include "wiretape/core/provider/shared/function_tools.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FunctionTools, AreReadOfARequest) {
  const std::string body =
      R"({"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}},)"
      R"({"function":{"name":"g"}}],)"
      R"("messages":[{"role":"system","content":"a"},{"role":"user","content":"b"},{"role":"system","content":"c"}]})";
  text::JsonIndex index;
  ASSERT_TRUE(index.read(body));
  EXPECT_THAT(functions_offered(index.root()), ElementsAre("f", "g"));
  EXPECT_EQ(schema_of_function(index.root(), "f"), R"({"type":"object"})");
  EXPECT_EQ(schema_of_function(index.root(), "g"), std::nullopt);
  EXPECT_EQ(schema_of_function(index.root(), "h"), std::nullopt);
  EXPECT_EQ(said_by_system_messages(index.root()), "a\nc");
}

TEST(FunctionTools, AreReadOfAMessage) {
  const std::string body = R"({"tool_calls":[{"id":"1","function":{"name":"f"}},{"id":"2","function":{"name":"g"}}]})";
  text::JsonIndex index;
  ASSERT_TRUE(index.read(body));
  EXPECT_EQ(function_called(index.root(), "2"), "g");
  EXPECT_EQ(function_called(index.root(), "3"), std::nullopt);
}

TEST(FunctionTools, MayNotBeThere) {
  text::JsonIndex index;
  ASSERT_TRUE(index.read(R"({"tools":{},"messages":"x"})"));
  EXPECT_THAT(functions_offered(index.root()), IsEmpty());
  EXPECT_EQ(schema_of_function(index.root(), "f"), std::nullopt);
  EXPECT_EQ(function_called(index.root(), "1"), std::nullopt);
  EXPECT_EQ(said_by_system_messages(index.root()), std::nullopt);
}

}  // namespace
}  // namespace wiretape::provider
