#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

TEST(Duplicate, SendsTheEventAgain) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test()) {
    const std::string once = each.first();
    EXPECT_EQ(each.broken_body("duplicate"), compile::with(each.body(), once, once + once)) << each.name;
    EXPECT_EQ(each.broken_body("duplicate", "count=3"), compile::with(each.body(), once, once + once + once + once))
        << each.name;
  }
}

TEST(Duplicate, KeepsTheMarksAroundTheEvent) {
  const compile::AnswerForTest answer = compile::reply_for_test();
  const std::string twice = compile::body_of(compile::broken(answer, "duplicate:at=before_finish"));
  EXPECT_EQ(compile::body_of(compile::broken(answer, "duplicate:at=before_finish,reset:at=after_finish")),
            twice.substr(0, compile::body_of(compile::broken(answer, "reset:at=after_finish")).size() * 2 -
                                compile::body_of(compile::broken(answer, "reset:at=before_finish")).size()))
      << "after the finish is after both";
  EXPECT_EQ(compile::body_of(compile::broken(answer, "duplicate:at=before_finish,reset:at=before_finish")),
            compile::body_of(compile::broken(answer, "reset:at=before_finish")));
}

TEST(Duplicate, TakesTheTerminatorToo) {
  EXPECT_TRUE(compile::body_of(compile::broken(compile::reply_for_test(), "duplicate:at=before_done"))
                  .ends_with("data: [DONE]\n\ndata: [DONE]\n\n"));
}

TEST(Duplicate, NeedsAnEvent) {
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "duplicate:at=end").found, "no event behind the place");
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "duplicate").expected,
            "a place before an event, such as event=1")
      << "a stream of no dialect has no first text";
}

}  // namespace
}  // namespace wiretape::fault
