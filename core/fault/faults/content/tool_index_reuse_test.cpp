#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

TEST(ToolIndexReuseFault, NumbersEveryCallAsTheFirst) {
  const compile::AnswerForTest openai = compile::reply_for_test();
  const std::string body = compile::body_of(compile::broken(openai, "tool_index_reuse"));
  EXPECT_EQ(body.find(R"("tool_calls":[{"index":1)"), std::string::npos);
  EXPECT_NE(body.find(R"("tool_calls":[{"index":0,"id":"call_2")"), std::string::npos);
  const compile::AnswerForTest anthropic = compile::reply_for_test("anthropic.messages");
  const std::string sound = compile::body_of(compile::broken(anthropic, ""));
  ASSERT_NE(sound.find(R"("index":3,"content_block":{"type":"tool_use")"), std::string::npos);
  const std::string reused = compile::body_of(compile::broken(anthropic, "tool_index_reuse"));
  EXPECT_EQ(reused.find(R"("index":3)"), std::string::npos);
  EXPECT_EQ(reused.size(), sound.size());
}

TEST(ToolIndexReuseFault, IsHeardAsTwoCallsByWhoGoesByNames) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {compile::reply_for_test(dialect), compile::recorded_for_test(compile::reply_for_test(dialect))}) {
      const auto heard = compile::heard_of(answer, "tool_index_reuse");
      EXPECT_EQ(heard.message.first().tool_calls, compile::heard_of(answer, "").message.first().tool_calls);
      EXPECT_TRUE(heard.done);
    }
  }
}

TEST(ToolIndexReuseFault, IsHeardAsAMixWhereDeltasAlternate) {
  const auto heard = compile::heard_of(compile::reply_for_test(), "tool_interleave,tool_index_reuse");
  const auto& calls = heard.message.first().tool_calls;
  ASSERT_EQ(calls.size(), 2);
  EXPECT_NE(calls[1].arguments, R"({"zone":"CET"})");
}

TEST(ToolIndexReuseFault, NeedsTwoCalls) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "tool_index_reuse").found,
            "a stream of no known dialect");
  compile::AnswerForTest one = compile::reply_for_test();
  std::get<provider::Reply>(one.answer).choices.front().tool_calls.pop_back();
  EXPECT_EQ(compile::misfit_of(one, "tool_index_reuse").found, "fewer than two tool calls with numbers of their own");
}

}  // namespace
}  // namespace wiretape::fault
