#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::program {
namespace {

TEST(Duplicate, SendsTheEventAgain) {
  for (const StreamForTest& each : framed_streams_for_test()) {
    const std::string once = each.first();
    EXPECT_EQ(each.broken_body("duplicate"), with(each.body(), once, once + once)) << each.name;
    EXPECT_EQ(each.broken_body("duplicate", "count=3"), with(each.body(), once, once + once + once + once))
        << each.name;
  }
}

TEST(Duplicate, KeepsTheMarksAroundTheEvent) {
  const AnswerForTest answer = reply_for_test();
  const std::string twice = body_of(broken(answer, "duplicate:at=before_finish"));
  EXPECT_EQ(body_of(broken(answer, "duplicate:at=before_finish,reset:at=after_finish")),
            twice.substr(0, body_of(broken(answer, "reset:at=after_finish")).size() * 2 -
                                body_of(broken(answer, "reset:at=before_finish")).size()))
      << "after the finish is after both";
  EXPECT_EQ(body_of(broken(answer, "duplicate:at=before_finish,reset:at=before_finish")),
            body_of(broken(answer, "reset:at=before_finish")));
}

TEST(Duplicate, TakesTheTerminatorToo) {
  EXPECT_TRUE(
      body_of(broken(reply_for_test(), "duplicate:at=before_done")).ends_with("data: [DONE]\n\ndata: [DONE]\n\n"));
}

TEST(Duplicate, NeedsAnEvent) {
  EXPECT_EQ(misfit_of(reply_for_test(), "duplicate:at=end").found, "no event behind the place");
  EXPECT_EQ(misfit_of(events_for_test({"a"}), "duplicate").expected, "a place before an event, such as event=1")
      << "a stream of no dialect has no first text";
}

}  // namespace
}  // namespace wiretape::program
