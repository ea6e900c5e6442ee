#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::program {
namespace {

TEST(ToolIndexReuseFault, NumbersEveryCallAsTheFirst) {
  const AnswerForTest openai = reply_for_test();
  const std::string body = body_of(broken(openai, "tool_index_reuse"));
  EXPECT_EQ(body.find(R"("tool_calls":[{"index":1)"), std::string::npos);
  EXPECT_NE(body.find(R"("tool_calls":[{"index":0,"id":"call_2")"), std::string::npos);
  const AnswerForTest anthropic = reply_for_test("anthropic.messages");
  const std::string sound = body_of(broken(anthropic, ""));
  ASSERT_NE(sound.find(R"("index":3,"content_block":{"type":"tool_use")"), std::string::npos);
  const std::string reused = body_of(broken(anthropic, "tool_index_reuse"));
  EXPECT_EQ(reused.find(R"("index":3)"), std::string::npos);
  EXPECT_EQ(reused.size(), sound.size());
}

TEST(ToolIndexReuseFault, IsHeardAsTwoCallsByWhoGoesByNames) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const AnswerForTest& answer : {reply_for_test(dialect), recorded_for_test(reply_for_test(dialect))}) {
      const auto heard = heard_of(answer, "tool_index_reuse");
      EXPECT_EQ(heard.message.first().tool_calls, heard_of(answer, "").message.first().tool_calls);
      EXPECT_TRUE(heard.done);
    }
  }
}

TEST(ToolIndexReuseFault, IsHeardAsAMixWhereDeltasAlternate) {
  const auto heard = heard_of(reply_for_test(), "tool_interleave,tool_index_reuse");
  const auto& calls = heard.message.first().tool_calls;
  ASSERT_EQ(calls.size(), 2);
  EXPECT_NE(calls[1].arguments, R"({"zone":"CET"})");
}

TEST(ToolIndexReuseFault, NeedsTwoCalls) {
  EXPECT_EQ(misfit_of(events_for_test({"a"}), "tool_index_reuse").found, "a stream of no known dialect");
  AnswerForTest one = reply_for_test();
  std::get<provider::Reply>(one.answer).choices.front().tool_calls.pop_back();
  EXPECT_EQ(misfit_of(one, "tool_index_reuse").found, "fewer than two tool calls with numbers of their own");
}

}  // namespace
}  // namespace wiretape::program
