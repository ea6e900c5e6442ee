#include "wiretape/core/provider/shared/object_arguments.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(ObjectArguments, AreAnObjectElseAText) {
  EXPECT_EQ(object_arguments(R"({ "a": [1, "b c"] })"), R"({"a":[1,"b c"]})");
  EXPECT_EQ(object_arguments(""), "{}");
  EXPECT_EQ(object_arguments("[1]"), R"("[1]")");
  EXPECT_EQ(object_arguments("{\"a\":"), R"("{\"a\":")");
}

}  // namespace
}  // namespace wiretape::provider
