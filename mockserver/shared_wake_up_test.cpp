#include "wiretape/mockserver/shared_wake_up.h"

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::steady_clock::time_point start{1000s};

TEST(SharedWakeUp, LiesOnTheGridUpTo50MicrosecondsLater) {
  EXPECT_EQ(shared_wake_up(start + 20ms, start), start + 20ms);
  EXPECT_EQ(shared_wake_up(start + 20ms + 1us, start), start + 20ms + 50us);
  EXPECT_EQ(shared_wake_up(start + 20ms + 49us, start), start + 20ms + 50us);
  EXPECT_EQ(shared_wake_up(start + 20ms + 50us, start + 7us), start + 20ms + 50us);
}

TEST(SharedWakeUp, LeavesShortWaitsAlone) {
  EXPECT_EQ(shared_wake_up(start + 999us, start), start + 999us);
  EXPECT_EQ(shared_wake_up(start + 1001us, start), start + 1050us);
  EXPECT_EQ(shared_wake_up(start + 7us, start + 8us), start + 7us);
}

TEST(SharedWakeUp, KeepsGapsThatAreMultiplesOfTheGrid) {
  for (auto due = start + 13us; due < start + 1s; due += 20ms)
    EXPECT_EQ(shared_wake_up(due + 20ms, start - 1s) - shared_wake_up(due, start - 1s), 20ms);
}

}  // namespace
}  // namespace wiretape::mockserver
