#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::program {
namespace {

TEST(NoDoneFault, LeavesTheTerminatorOut) {
  const AnswerForTest openai = reply_for_test();
  const WireProgram program = broken(openai, "no_done");
  EXPECT_EQ(body_of(program), replaced(body_of(broken(openai, "")), "data: [DONE]\n\n", ""));
  EXPECT_TRUE(program.bytes.ends_with("\r\n0\r\n\r\n"));
  const AnswerForTest anthropic = reply_for_test("anthropic.messages");
  EXPECT_EQ(body_of(broken(anthropic, "no_done")),
            replaced(body_of(broken(anthropic, "")), "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", ""));
}

TEST(NoDoneFault, IsHeardAsAFinishWithoutAnEnd) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const AnswerForTest& answer : {reply_for_test(dialect), recorded_for_test(reply_for_test(dialect))}) {
      const auto heard = heard_of(answer, "no_done");
      EXPECT_NE(heard.message.first().finish_reason, std::nullopt);
      EXPECT_FALSE(heard.done);
    }
  }
}

TEST(NoDoneFault, NeedsADialectAndATerminator) {
  EXPECT_EQ(misfit_of(events_for_test({"[DONE]"}), "no_done").found, "a stream of no known dialect");
  AnswerForTest answer = events_for_test({"{}"});
  answer.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(misfit_of(answer, "no_done").found, "no terminator in the stream");
}

}  // namespace
}  // namespace wiretape::program
