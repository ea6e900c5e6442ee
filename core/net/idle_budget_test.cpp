#include "wiretape/core/net/idle_budget.h"

#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

using std::chrono::seconds;

constexpr IdleBudget::Clock::time_point start{seconds(1000)};

TEST(IdleBudget, ReadsShareTheLimitUntilFed) {
  IdleBudget budget(seconds(10));
  EXPECT_EQ(budget.begin_read(start), start + seconds(10));
  budget.end_read(start + seconds(4));
  EXPECT_EQ(budget.begin_read(start + seconds(4)), start + seconds(10));
  budget.end_read(start + seconds(7));
  budget.feed();
  EXPECT_EQ(budget.begin_read(start + seconds(7)), start + seconds(17));
}

TEST(IdleBudget, TimeBetweenReadsDoesNotCount) {
  IdleBudget budget(seconds(10));
  (void)budget.begin_read(start);
  budget.end_read(start + seconds(4));
  EXPECT_EQ(budget.begin_read(start + seconds(1004)), start + seconds(1010));
}

TEST(IdleBudget, NeverGoesBelowZero) {
  IdleBudget budget(seconds(10));
  (void)budget.begin_read(start);
  budget.end_read(start + seconds(15));
  EXPECT_EQ(budget.begin_read(start + seconds(20)), start + seconds(20));
}

TEST(IdleBudget, ZeroIsNoLimit) {
  IdleBudget budget(seconds(0));
  EXPECT_EQ(budget.begin_read(start), std::nullopt);
  budget.end_read(start + seconds(5));
  EXPECT_EQ(budget.begin_read(start), std::nullopt);
}

}  // namespace
}  // namespace wiretape::net
