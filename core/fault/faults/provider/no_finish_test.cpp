#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::fault {
namespace {

TEST(NoFinishFault, LeavesNullOrNothing) {
  const compile::AnswerForTest openai = compile::reply_for_test();
  const std::string sound = compile::body_of(compile::broken(openai, ""));
  EXPECT_EQ(compile::body_of(compile::broken(openai, "no_finish")),
            compile::replaced(sound, R"("finish_reason":"tool_calls")", R"("finish_reason":null)"));
  EXPECT_EQ(compile::body_of(compile::broken(openai, "no_finish:as=absent")),
            compile::replaced(sound, R"(,"finish_reason":"tool_calls")", ""));
  const compile::AnswerForTest anthropic = compile::reply_for_test("anthropic.messages");
  EXPECT_EQ(compile::body_of(compile::broken(anthropic, "no_finish")),
            compile::replaced(compile::body_of(compile::broken(anthropic, "")), R"("stop_reason":"tool_use")",
                              R"("stop_reason":null)"));
}

TEST(NoFinishFault, IsHeardAsAStreamThatEndsWithoutAReason) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {compile::reply_for_test(dialect), compile::recorded_for_test(compile::reply_for_test(dialect))}) {
      for (const char* plan : {"no_finish", "no_finish:as=absent"}) {
        const auto heard = compile::heard_of(answer, plan);
        EXPECT_EQ(heard.message.first().finish_reason, std::nullopt);
        EXPECT_EQ(heard.message.first().text, "Hi, wörld!\n");
        EXPECT_TRUE(heard.done);
        EXPECT_EQ(heard.undecodable, "");
      }
    }
  }
}

TEST(NoFinishFault, KeepsTheMarksOfTheEvent) {
  const compile::AnswerForTest answer = compile::reply_for_test();
  EXPECT_EQ(compile::body_of(compile::broken(answer, "no_finish,end:at=before_finish")),
            compile::body_of(compile::broken(answer, "end:at=before_finish")));
}

TEST(NoFinishFault, NeedsADialectAndAReason) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "no_finish").found, "a stream of no known dialect");
  compile::AnswerForTest answer = compile::events_for_test({"[DONE]"});
  answer.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(compile::misfit_of(answer, "no_finish").found, "no finish reason in the stream");
}

}  // namespace
}  // namespace wiretape::fault
