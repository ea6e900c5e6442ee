#include "wiretape/core/net/call/idle_budget.h"

#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

using std::chrono::seconds;

constexpr IdleBudget::Clock::time_point start{seconds(1000)};

TEST(IdleBudget, IsOneForAllWaitsUntilFed) {
  IdleBudget budget(seconds(10));
  EXPECT_EQ(budget.wait(start), start + seconds(10));
  EXPECT_EQ(budget.wait(start + seconds(4)), start + seconds(10));
  budget.feed(start + seconds(7));
  EXPECT_EQ(budget.wait(start + seconds(8)), start + seconds(17));
}

TEST(IdleBudget, TimeOfTheCallerDoesNotCount) {
  IdleBudget budget(seconds(10));
  (void)budget.wait(start);
  budget.pause(start + seconds(4));
  EXPECT_EQ(budget.wait(start + seconds(1004)), start + seconds(1010));
}

TEST(IdleBudget, FedWhilePausedItIsWholeAtTheNextWait) {
  IdleBudget budget(seconds(10));
  (void)budget.wait(start);
  budget.pause(start + seconds(4));
  budget.feed(start + seconds(4));
  EXPECT_EQ(budget.wait(start + seconds(20)), start + seconds(30));
}

TEST(IdleBudget, NeverGoesBelowZero) {
  IdleBudget budget(seconds(10));
  (void)budget.wait(start);
  budget.pause(start + seconds(15));
  EXPECT_EQ(budget.wait(start + seconds(20)), start + seconds(20));
}

TEST(IdleBudget, ZeroIsNoLimit) {
  IdleBudget budget(seconds(0));
  EXPECT_EQ(budget.wait(start), std::nullopt);
  budget.pause(start + seconds(5));
  EXPECT_EQ(budget.wait(start + seconds(5)), std::nullopt);
}

}  // namespace
}  // namespace wiretape::net
