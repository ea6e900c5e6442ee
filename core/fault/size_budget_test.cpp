#include "wiretape/core/fault/size_budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/fault/work_budget.h"

namespace wiretape::fault {
namespace {

using ::testing::HasSubstr;

TEST(SizeBudget, CountsEventsAndBytes) {
  const provider::Events events{{provider::DataEvent{"a", "bc", {}}, provider::CommentEvent{"d"}}, {}};
  EXPECT_EQ(beyond_budget(events, most_stream_events - 2, most_stream_bytes - 4), std::nullopt);
  EXPECT_NE(beyond_budget(events, most_stream_events - 1, 0), std::nullopt);
  EXPECT_NE(beyond_budget(events, 0, most_stream_bytes - 3), std::nullopt);
}

// Each fault alone is within its bounds; together they would be a terabyte.
TEST(SizeBudget, BoundsWhatFaultsMakeOfAStreamTogether) {
  const compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  for (const char* plan : {"huge_event:event=1;bytes=67108864,duplicate:event=1;count=10000",
                           "duplicate:event=1;count=10000,duplicate:event=1;count=10000,duplicate:event=1;count=10000,"
                           "comment_flood:event=1;count=100000,comment_flood:event=1;count=100000"}) {
    EXPECT_THAT(compile::misfit_of(answer, plan).expected, HasSubstr("all faults together")) << plan;
  }
}

// Each looks at the whole of a large stream.
TEST(SizeBudget, BoundsWhatFaultsLookThroughTogether) {
  const compile::AnswerForTest answer = compile::events_for_test({"{}", "b"});
  std::string plan = "huge_event:event=1;bytes=67108864";
  for (int more = 0; more < 5; ++more)
    plan += ",empty_data:event=2";
  EXPECT_THAT(compile::misfit_of(answer, plan).expected, HasSubstr("look through at most 268435456 bytes in all"));
}

TEST(SizeBudget, CountsWorkUpToItsBound) {
  WorkBudget budget;
  EXPECT_FALSE(budget.take(most_work_bytes - 1).has_value());
  EXPECT_FALSE(budget.take(1).has_value());
  EXPECT_TRUE(budget.take(1).has_value());
}

TEST(SizeBudget, LeavesADripWithinAYear) {
  const compile::AnswerForTest answer = compile::events_for_test({std::string(100'000, 'x')});
  EXPECT_THAT(compile::misfit_of(answer, "drip:every=1440m").expected, HasSubstr("days"));
}

}  // namespace
}  // namespace wiretape::fault
