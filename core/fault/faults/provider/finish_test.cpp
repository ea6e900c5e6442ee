#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::fault {
namespace {

TEST(FinishFault, ChangesTheReasonAndNothingElse) {
  const compile::AnswerForTest openai = compile::reply_for_test();
  EXPECT_EQ(compile::body_of(compile::broken(openai, "finish:reason=length")),
            compile::replaced(compile::body_of(compile::broken(openai, "")), R"("finish_reason":"tool_calls")",
                              R"("finish_reason":"length")"));
  const compile::AnswerForTest anthropic = compile::reply_for_test("anthropic.messages");
  EXPECT_EQ(compile::body_of(compile::broken(anthropic, "finish:reason=refusal")),
            compile::replaced(compile::body_of(compile::broken(anthropic, "")), R"("stop_reason":"tool_use")",
                              R"("stop_reason":"refusal")"));
}

TEST(FinishFault, IsHeardWhateverTheReason) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {compile::reply_for_test(dialect), compile::recorded_for_test(compile::reply_for_test(dialect))}) {
      const auto heard = compile::heard_of(answer, "finish:reason=an \"odd\" one");
      EXPECT_EQ(heard.message.first().finish_reason, "an \"odd\" one");
      EXPECT_TRUE(heard.done);
    }
  }
}

TEST(FinishFault, NeedsADialectAndAReason) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "finish:reason=length").found,
            "a stream of no known dialect");
  compile::AnswerForTest answer =
      compile::events_for_test({R"({"choices":[{"delta":{"content":"a"},"finish_reason":null}]})"});
  answer.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(compile::misfit_of(answer, "finish:reason=length").found, "no finish reason in the stream");
}

}  // namespace
}  // namespace wiretape::fault
