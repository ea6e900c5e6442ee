#include "wiretape/core/net/process_environment.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

TEST(ProcessEnvironment, EmptyIsNotSet) {
  ::setenv("WIRETAPE_TEST_VARIABLE", "", 1);
  EXPECT_EQ(process_environment("WIRETAPE_TEST_VARIABLE"), std::nullopt);
  ::setenv("WIRETAPE_TEST_VARIABLE", "x", 1);
  EXPECT_EQ(process_environment("WIRETAPE_TEST_VARIABLE"), "x");
  ::unsetenv("WIRETAPE_TEST_VARIABLE");
  EXPECT_EQ(process_environment("WIRETAPE_TEST_VARIABLE"), std::nullopt);
}

}  // namespace
}  // namespace wiretape::net
