#include "wiretape/mockserver/answer/session/watched_faults.h"

#include <utility>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::mockserver {
namespace {

TEST(WatchedFaults, KnowWhichHaveHit) {
  const WatchedFaults plan(compile::faults_for_test("fin:event=2,stall:event=3"));
  const WatchedFaults other(compile::faults_for_test("reset"));
  EXPECT_FALSE(plan.have_all_hit());
  plan.note(plan.faults()[1]);
  plan.note(other.faults()[0]);
  const auto uses = plan.uses("a.yaml", "hello");
  ASSERT_EQ(uses.size(), 2U);
  EXPECT_EQ(uses[0].plan, "a.yaml");
  EXPECT_EQ(uses[0].exchange, "hello");
  EXPECT_EQ(uses[0].fault, "fin:event=2");
  EXPECT_EQ(uses[0].position.column, 1U);
  EXPECT_FALSE(uses[0].has_hit);
  EXPECT_TRUE(uses[1].has_hit);
  plan.note(plan.faults()[0]);
  EXPECT_TRUE(plan.have_all_hit());
  EXPECT_FALSE(other.have_all_hit());
}

TEST(WatchedFaults, MayBeNone) {
  const WatchedFaults none;
  EXPECT_TRUE(none.have_all_hit());
  EXPECT_TRUE(none.uses("a.yaml").empty());
}

}  // namespace
}  // namespace wiretape::mockserver
