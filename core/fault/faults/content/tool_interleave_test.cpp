#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::fault {
namespace {

/// Of each event of a body that is part of a tool call: the call's number.
std::string turns_in(const std::string& body, std::string_view before_number) {
  std::string turns;
  for (auto at = body.find(before_number); at != body.npos; at = body.find(before_number, at + 1))
    turns += body[at + before_number.size()];
  return turns;
}

TEST(ToolInterleaveFault, LetsTheDeltasAlternate) {
  const compile::AnswerForTest openai = compile::reply_for_test();
  const std::string_view number = R"("tool_calls":[{"index":)";
  const std::string sound = turns_in(compile::body_of(compile::broken(openai, "")), number);
  const std::string mixed = turns_in(compile::body_of(compile::broken(openai, "tool_interleave")), number);
  const auto of_each = static_cast<std::size_t>(std::ranges::count(sound, '0'));
  ASSERT_EQ(sound, std::string(of_each, '0') + std::string(sound.size() - of_each, '1'));
  EXPECT_EQ(mixed.size(), sound.size());
  EXPECT_TRUE(mixed.starts_with("01010101")) << mixed;
  EXPECT_EQ(std::ranges::count(mixed, '0'), std::ranges::count(sound, '0'));
}

TEST(ToolInterleaveFault, KeepsEachCallWholeAndTheRestInPlace) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {compile::reply_for_test(dialect), compile::recorded_for_test(compile::reply_for_test(dialect))}) {
      EXPECT_NE(compile::body_of(compile::broken(answer, "tool_interleave")),
                compile::body_of(compile::broken(answer, "")));
      const auto heard = compile::heard_of(answer, "tool_interleave");
      EXPECT_EQ(heard.message.first().tool_calls, compile::heard_of(answer, "").message.first().tool_calls);
      EXPECT_EQ(heard.message.first().text, "Hi, wörld!\n");
      EXPECT_TRUE(heard.done);
      EXPECT_EQ(heard.undecodable, "");
    }
  }
}

TEST(ToolInterleaveFault, NeedsTwoCallsInSeveralDeltas) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "tool_interleave").found,
            "a stream of no known dialect");
  compile::AnswerForTest one = compile::reply_for_test();
  std::get<provider::Reply>(one.answer).choices.front().tool_calls.pop_back();
  EXPECT_EQ(compile::misfit_of(one, "tool_interleave").found, "fewer than two tool calls in the stream");
  compile::AnswerForTest whole = compile::events_for_test(
      {R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}},)"
       R"({"index":1,"id":"b","function":{"name":"f","arguments":"{}"}}]}}]})"});
  whole.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(compile::misfit_of(whole, "tool_interleave").found, "tool calls that can't alternate any more");
}

}  // namespace
}  // namespace wiretape::fault
