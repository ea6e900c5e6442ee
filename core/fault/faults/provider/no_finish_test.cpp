#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::program {
namespace {

TEST(NoFinishFault, LeavesNullOrNothing) {
  const AnswerForTest openai = reply_for_test();
  const std::string sound = body_of(broken(openai, ""));
  EXPECT_EQ(body_of(broken(openai, "no_finish")),
            replaced(sound, R"("finish_reason":"tool_calls")", R"("finish_reason":null)"));
  EXPECT_EQ(body_of(broken(openai, "no_finish:as=absent")), replaced(sound, R"(,"finish_reason":"tool_calls")", ""));
  const AnswerForTest anthropic = reply_for_test("anthropic.messages");
  EXPECT_EQ(body_of(broken(anthropic, "no_finish")),
            replaced(body_of(broken(anthropic, "")), R"("stop_reason":"tool_use")", R"("stop_reason":null)"));
}

TEST(NoFinishFault, IsHeardAsAStreamThatEndsWithoutAReason) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const AnswerForTest& answer : {reply_for_test(dialect), recorded_for_test(reply_for_test(dialect))}) {
      for (const char* plan : {"no_finish", "no_finish:as=absent"}) {
        const auto heard = heard_of(answer, plan);
        EXPECT_EQ(heard.message.first().finish_reason, std::nullopt);
        EXPECT_EQ(heard.message.first().text, "Hi, wörld!\n");
        EXPECT_TRUE(heard.done);
        EXPECT_EQ(heard.undecodable, "");
      }
    }
  }
}

TEST(NoFinishFault, KeepsTheMarksOfTheEvent) {
  const AnswerForTest answer = reply_for_test();
  EXPECT_EQ(body_of(broken(answer, "no_finish,end:at=before_finish")), body_of(broken(answer, "end:at=before_finish")));
}

TEST(NoFinishFault, NeedsADialectAndAReason) {
  EXPECT_EQ(misfit_of(events_for_test({"a"}), "no_finish").found, "a stream of no known dialect");
  AnswerForTest answer = events_for_test({"[DONE]"});
  answer.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(misfit_of(answer, "no_finish").found, "no finish reason in the stream");
}

}  // namespace
}  // namespace wiretape::program
