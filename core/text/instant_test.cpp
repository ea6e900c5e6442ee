#include "wiretape/core/text/instant.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

using namespace std::chrono_literals;

std::string text_at(std::chrono::microseconds since_1970) {
  return instant_text(std::chrono::system_clock::time_point(since_1970));
}

TEST(InstantText, IsToTheMillisecond) {
  EXPECT_EQ(text_at(0us), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(text_at(1735689600s + 1999us), "2025-01-01T00:00:00.001Z");
  EXPECT_EQ(text_at(1709251199s + 999ms), "2024-02-29T23:59:59.999Z");
}

TEST(InstantText, GoesBackBefore1970) {
  EXPECT_EQ(text_at(-1ms), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace wiretape::text
