#include "wiretape/mockserver/answer/quota/wall_time.h"

#include <chrono>

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds seeded{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}};

TEST(WallTime, IsAFixedInstantWithASeed) {
  EXPECT_EQ(unix_seconds(true), seeded.time_since_epoch().count());
  MovableClock clock;
  clock.advance(24h);
  EXPECT_GE(wall_time(true, clock), seeded + 24h);
  EXPECT_LT(wall_time(true, clock), seeded + 25h);
}

TEST(WallTime, IsThePresentWithout) {
  const auto now = std::chrono::system_clock::now();
  EXPECT_GE(unix_seconds(false), std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  MovableClock clock;
  clock.advance(24h);
  EXPECT_GE(wall_time(false, clock), std::chrono::floor<std::chrono::microseconds>(now) + 24h);
}

}  // namespace
}  // namespace wiretape::mockserver
