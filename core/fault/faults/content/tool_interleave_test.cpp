#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::program {
namespace {

/// Of each event of a body that is part of a tool call: the call's number.
std::string turns_in(const std::string& body, std::string_view before_number) {
  std::string turns;
  for (auto at = body.find(before_number); at != body.npos; at = body.find(before_number, at + 1))
    turns += body[at + before_number.size()];
  return turns;
}

TEST(ToolInterleaveFault, LetsTheDeltasAlternate) {
  const AnswerForTest openai = reply_for_test();
  const std::string_view number = R"("tool_calls":[{"index":)";
  const std::string sound = turns_in(body_of(broken(openai, "")), number);
  const std::string mixed = turns_in(body_of(broken(openai, "tool_interleave")), number);
  const auto of_each = static_cast<std::size_t>(std::ranges::count(sound, '0'));
  ASSERT_EQ(sound, std::string(of_each, '0') + std::string(sound.size() - of_each, '1'));
  EXPECT_EQ(mixed.size(), sound.size());
  EXPECT_TRUE(mixed.starts_with("01010101")) << mixed;
  EXPECT_EQ(std::ranges::count(mixed, '0'), std::ranges::count(sound, '0'));
}

TEST(ToolInterleaveFault, KeepsEachCallWholeAndTheRestInPlace) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const AnswerForTest& answer : {reply_for_test(dialect), recorded_for_test(reply_for_test(dialect))}) {
      EXPECT_NE(body_of(broken(answer, "tool_interleave")), body_of(broken(answer, "")));
      const auto heard = heard_of(answer, "tool_interleave");
      EXPECT_EQ(heard.message.first().tool_calls, heard_of(answer, "").message.first().tool_calls);
      EXPECT_EQ(heard.message.first().text, "Hi, wörld!\n");
      EXPECT_TRUE(heard.done);
      EXPECT_EQ(heard.undecodable, "");
    }
  }
}

TEST(ToolInterleaveFault, NeedsTwoCallsInSeveralDeltas) {
  EXPECT_EQ(misfit_of(events_for_test({"a"}), "tool_interleave").found, "a stream of no known dialect");
  AnswerForTest one = reply_for_test();
  std::get<provider::Reply>(one.answer).choices.front().tool_calls.pop_back();
  EXPECT_EQ(misfit_of(one, "tool_interleave").found, "fewer than two tool calls in the stream");
  AnswerForTest whole = events_for_test(
      {R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}},)"
       R"({"index":1,"id":"b","function":{"name":"f","arguments":"{}"}}]}}]})"});
  whole.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(misfit_of(whole, "tool_interleave").found, "tool calls that can't alternate any more");
}

}  // namespace
}  // namespace wiretape::program
