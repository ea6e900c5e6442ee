#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

TEST(Drop, LeavesOutTheEventBehindThePlace) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test())
    EXPECT_EQ(each.broken_body("drop"), compile::with(each.body(), each.first(), "")) << each.name;
}

TEST(Drop, LeavesOutSeveral) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test())
    EXPECT_EQ(each.broken_body("drop", "count=2"), compile::with(each.body(), each.first() + each.second(), ""))
        << each.name;
}

TEST(Drop, StandsBeforeTheFirstTextByItself) {
  EXPECT_EQ(compile::broken(compile::reply_for_test(), "drop"),
            compile::broken(compile::reply_for_test(), "drop:text=1"));
}

TEST(Drop, KeepsComments) {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  auto& events = std::get<tape::StreamResponse>(answer.answer).events;
  events.insert(events.begin() + 1, provider::CommentEvent{" ping"});
  EXPECT_EQ(compile::body_of(compile::broken(answer, "drop:event=1;count=2")), ": ping\n\n");
}

TEST(Drop, NeedsEnoughEvents) {
  const Misfit misfit = compile::misfit_of(compile::events_for_test({"a", "b", "c"}), "drop:event=2;count=3");
  EXPECT_EQ(misfit.found, "2 events behind the place");
  EXPECT_EQ(misfit.expected, "count=2 at most");
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a"}), "drop:event=1;count=3;optional=true")),
            "data: a\n\n");
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a", "b"}), "drop:at=end").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::fault
