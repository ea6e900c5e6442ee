#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::program {
namespace {

TEST(HalfClose, ClosesTheSendingSideBeforeThePlace) {
  const auto played = play_in_memory(broken(events_for_test({"a", "b"}), "half_close:event=2"));
  EXPECT_EQ(played.text(), stream_head + "9\r\ndata: a\n\n\r\n");
  EXPECT_EQ(played.close, CloseAction(HalfCloseAction{}));
}

TEST(HalfClose, LeavesWhatAFinThereLeaves) {
  expect_cuts_everywhere("half_close");
}

TEST(HalfClose, ComesWhenItsPlaceIsDue) {
  using namespace std::chrono_literals;
  AnswerForTest answer = events_for_test({"a", "b"});
  answer.delivery.gap = 20ms;
  EXPECT_EQ(broken(answer, "half_close:event=2").steps.back(), (Step{20ms, HalfCloseAction{}}));
}

}  // namespace
}  // namespace wiretape::program
