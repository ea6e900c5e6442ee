#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::program {
namespace {

TEST(FinishFault, ChangesTheReasonAndNothingElse) {
  const AnswerForTest openai = reply_for_test();
  EXPECT_EQ(body_of(broken(openai, "finish:reason=length")),
            replaced(body_of(broken(openai, "")), R"("finish_reason":"tool_calls")", R"("finish_reason":"length")"));
  const AnswerForTest anthropic = reply_for_test("anthropic.messages");
  EXPECT_EQ(body_of(broken(anthropic, "finish:reason=refusal")),
            replaced(body_of(broken(anthropic, "")), R"("stop_reason":"tool_use")", R"("stop_reason":"refusal")"));
}

TEST(FinishFault, IsHeardWhateverTheReason) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const AnswerForTest& answer : {reply_for_test(dialect), recorded_for_test(reply_for_test(dialect))}) {
      const auto heard = heard_of(answer, "finish:reason=an \"odd\" one");
      EXPECT_EQ(heard.message.first().finish_reason, "an \"odd\" one");
      EXPECT_TRUE(heard.done);
    }
  }
}

TEST(FinishFault, NeedsADialectAndAReason) {
  EXPECT_EQ(misfit_of(events_for_test({"a"}), "finish:reason=length").found, "a stream of no known dialect");
  AnswerForTest answer = events_for_test({R"({"choices":[{"delta":{"content":"a"},"finish_reason":null}]})"});
  answer.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(misfit_of(answer, "finish:reason=length").found, "no finish reason in the stream");
}

}  // namespace
}  // namespace wiretape::program
