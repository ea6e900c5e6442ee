#include "wiretape/mockserver/serve/shared_wake_up.h"

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::steady_clock::time_point start{1000s};

TEST(SharedWakeUp, LiesOnTheGridUpTo50MicrosecondsLater) {
  EXPECT_EQ(shared_wake_up(start + 20ms, start), start + 20ms);
  EXPECT_EQ(shared_wake_up(start + 20ms + 1us, start), start + 20ms + 50us + 1ns);
  EXPECT_EQ(shared_wake_up(start + 20ms + 49us, start), start + 20ms + 50us + 49ns);
  EXPECT_EQ(shared_wake_up(start + 20ms + 50us, start + 7us), start + 20ms + 50us);
}

TEST(SharedWakeUp, LeavesShortWaitsAlone) {
  EXPECT_EQ(shared_wake_up(start + 999us, start), start + 999us);
  EXPECT_EQ(shared_wake_up(start + 1001us, start), start + 1050us + 1ns);
  EXPECT_EQ(shared_wake_up(start + 7us, start + 8us), start + 7us);
}

TEST(SharedWakeUp, KeepsTheOrderOfWhatIsDue) {
  for (auto due = start; due < start + 49us; due += 1us)
    EXPECT_LT(shared_wake_up(due + 2ms, start), shared_wake_up(due + 2ms + 1us, start));
}

TEST(SharedWakeUp, LeavesWhatIsOnTheGridAlone) {
  for (auto time = start; time < start + 100us; time += 1us)
    EXPECT_EQ(on_shared_grid(on_shared_grid(time)), on_shared_grid(time));
  EXPECT_EQ(on_shared_grid(start + 49us + 999ns), start + 50us + 49ns);
  EXPECT_EQ(on_shared_grid(start + 51ns), start + 50us);
}

TEST(SharedWakeUp, KeepsGapsThatAreMultiplesOfTheGrid) {
  for (auto due = start + 13us; due < start + 1s; due += 20ms)
    EXPECT_EQ(shared_wake_up(due + 20ms, start - 1s) - shared_wake_up(due, start - 1s), 20ms);
}

}  // namespace
}  // namespace wiretape::mockserver
