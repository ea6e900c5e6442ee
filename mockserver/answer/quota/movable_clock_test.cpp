#include "wiretape/mockserver/answer/quota/movable_clock.h"

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using namespace std::chrono_literals;

TEST(MovableClock, IsMovedOnByAsMuchAsIsAsked) {
  MovableClock clock;
  const auto before = clock.now();
  EXPECT_GE(before, 0us);
  clock.advance(24h);
  clock.advance(1us);
  EXPECT_EQ(clock.moved(), 24h + 1us);
  EXPECT_GE(clock.now() - before, 24h + 1us);
}

TEST(MovableClock, GoesOnByItself) {
  const MovableClock clock;
  const auto before = clock.now();
  while (clock.now() == before) {
  }
  EXPECT_GT(clock.now(), before);
}

}  // namespace
}  // namespace wiretape::mockserver
