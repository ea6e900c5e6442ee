#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

compile::AnswerForTest with_usage(std::string_view dialect) {
  compile::AnswerForTest answer = compile::reply_for_test(dialect);
  std::get<provider::Reply>(answer.answer).usage = R"({"input_tokens":7,"output_tokens":31})";
  answer.request_body = R"({"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[]})";
  return answer;
}

TEST(NoUsageFault, TakesOpenaisUsageChunkOut) {
  const compile::AnswerForTest answer = with_usage("openai.chat");
  const std::string sound = compile::body_of(compile::broken(answer, ""));
  const auto chunk = sound.rfind("data: {");
  const auto done = sound.rfind("data: [DONE]");
  ASSERT_NE(sound.substr(chunk).find("output_tokens"), std::string::npos);
  EXPECT_EQ(compile::body_of(compile::broken(answer, "no_usage")), sound.substr(0, chunk) + sound.substr(done));
}

TEST(NoUsageFault, TakesAnthropicsUsageOutAtBothEnds) {
  const compile::AnswerForTest answer = with_usage("anthropic.messages");
  const std::string sound = compile::body_of(compile::broken(answer, ""));
  EXPECT_EQ(compile::body_of(compile::broken(answer, "no_usage")),
            compile::replaced(compile::replaced(sound, R"(,"usage":{"input_tokens":7,"output_tokens":1})", ""),
                              R"(,"usage":{"input_tokens":7,"output_tokens":31})", ""));
}

TEST(NoUsageFault, IsHeardAsAWholeAnswerWithoutCounts) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {with_usage(dialect), compile::recorded_for_test(with_usage(dialect))}) {
      EXPECT_NE(compile::heard_of(answer, "").message.usage, std::nullopt);
      const auto heard = compile::heard_of(answer, "no_usage");
      EXPECT_EQ(heard.message.usage, std::nullopt);
      EXPECT_EQ(heard.message.first().tool_calls.size(), 2);
      EXPECT_TRUE(heard.done);
    }
  }
}

TEST(NoUsageFault, NeedsADialectAndUsage) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "no_usage").found, "a stream of no known dialect");
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "no_usage").found, "no usage in the stream");
}

}  // namespace
}  // namespace wiretape::fault
