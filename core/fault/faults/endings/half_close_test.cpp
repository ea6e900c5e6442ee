#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

TEST(HalfClose, ClosesTheSendingSideBeforeThePlace) {
  const auto played =
      program::play_in_memory(compile::broken(compile::events_for_test({"a", "b"}), "half_close:event=2"));
  EXPECT_EQ(played.text(), compile::stream_head + "9\r\ndata: a\n\n\r\n");
  EXPECT_EQ(played.close, program::CloseAction(program::HalfCloseAction{}));
}

TEST(HalfClose, LeavesWhatAFinThereLeaves) {
  compile::expect_cuts_everywhere("half_close");
}

TEST(HalfClose, ComesWhenItsPlaceIsDue) {
  using namespace std::chrono_literals;
  compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  answer.delivery.gap = 20ms;
  EXPECT_EQ(compile::broken(answer, "half_close:event=2").steps.back(),
            (program::Step{20ms, program::HalfCloseAction{}}));
}

}  // namespace
}  // namespace wiretape::fault
