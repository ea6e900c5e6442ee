#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

using wire::Ending;

TEST(NeverClose, AnnouncesACloseThatDoesNotCome) {
  const auto program = compile::broken(compile::events_for_test({"a"}), "never_close");
  EXPECT_EQ(program.bytes,
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: "
            "close\r\n\r\n9\r\ndata: a\n\n\r\n0\r\n\r\n");
  EXPECT_EQ(program.ending, Ending::complete);
  EXPECT_TRUE(program::play_in_memory(program).hangs());
}

TEST(NeverClose, ChangesNoByteWhereTheConnectionWasToClose) {
  compile::AnswerForTest answer = compile::events_for_test({"a"});
  answer.context.keep_alive = false;
  EXPECT_EQ(compile::broken(answer, "never_close").bytes, compile::broken(answer, "").bytes);
  EXPECT_TRUE(program::play_in_memory(compile::broken(answer, "never_close")).hangs());
}

TEST(NeverClose, LeavesABodyThatIsFramedByCloseWithoutAnEnd) {
  for (const compile::AnswerForTest& answer : {compile::close_framed_for_test(), compile::http_1_0_for_test()}) {
    const auto program = compile::broken(answer, "never_close");
    EXPECT_EQ(program.bytes, compile::broken(answer, "").bytes);
    EXPECT_EQ(program.ending, Ending::timed_out);
    EXPECT_TRUE(program::play_in_memory(program).hangs());
  }
}

TEST(NeverClose, LeavesALongContentLengthWaiting) {
  EXPECT_EQ(compile::broken(compile::plain_for_test("hello"), "content_length,never_close").ending, Ending::timed_out);
}

}  // namespace
}  // namespace wiretape::fault
