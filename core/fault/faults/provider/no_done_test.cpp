#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::fault {
namespace {

TEST(NoDoneFault, LeavesTheTerminatorOut) {
  const compile::AnswerForTest openai = compile::reply_for_test();
  const program::WireProgram program = compile::broken(openai, "no_done");
  EXPECT_EQ(compile::body_of(program),
            compile::replaced(compile::body_of(compile::broken(openai, "")), "data: [DONE]\n\n", ""));
  EXPECT_TRUE(program.bytes.ends_with("\r\n0\r\n\r\n"));
  const compile::AnswerForTest anthropic = compile::reply_for_test("anthropic.messages");
  EXPECT_EQ(compile::body_of(compile::broken(anthropic, "no_done")),
            compile::replaced(compile::body_of(compile::broken(anthropic, "")),
                              "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", ""));
}

TEST(NoDoneFault, IsHeardAsAFinishWithoutAnEnd) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {compile::reply_for_test(dialect), compile::recorded_for_test(compile::reply_for_test(dialect))}) {
      const auto heard = compile::heard_of(answer, "no_done");
      EXPECT_NE(heard.message.first().finish_reason, std::nullopt);
      EXPECT_FALSE(heard.done);
    }
  }
}

TEST(NoDoneFault, NeedsADialectAndATerminator) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"[DONE]"}), "no_done").found, "a stream of no known dialect");
  compile::AnswerForTest answer = compile::events_for_test({"{}"});
  answer.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(compile::misfit_of(answer, "no_done").found, "no terminator in the stream");
}

}  // namespace
}  // namespace wiretape::fault
