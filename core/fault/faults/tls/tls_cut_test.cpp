#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

TEST(TlsCut, SendsNoCloseNotify) {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  answer.context.is_tls = true;
  const auto program = compile::broken(answer, "tls_cut:event=2");
  EXPECT_EQ(program.ending, wire::Ending::tls_cut);
  const auto played = program::play_in_memory(program);
  EXPECT_EQ(played.text(), compile::stream_head + "9\r\ndata: a\n\n\r\n");
  EXPECT_EQ(played.close, program::CloseAction(program::FinAction{.notifies = false}));
}

TEST(TlsCut, NeedsTls) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "tls_cut:event=1").found, "a connection without TLS");
}

}  // namespace
}  // namespace wiretape::fault
