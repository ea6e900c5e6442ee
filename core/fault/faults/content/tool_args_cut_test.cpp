#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::fault {
namespace {

std::string arguments_of(const provider::Heard& heard, std::size_t call) {
  const auto& calls = heard.message.first().tool_calls;
  return call < calls.size() ? calls[call].arguments : "no such call";
}

TEST(ToolArgsCutFault, CutsOneCallAndLeavesTheRest) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {compile::reply_for_test(dialect), compile::recorded_for_test(compile::reply_for_test(dialect))}) {
      const auto heard = compile::heard_of(answer, "tool_args_cut");
      EXPECT_EQ(arguments_of(heard, 0), R"({"city":)");
      EXPECT_EQ(arguments_of(heard, 1), R"({"zone":"CET"})");
      EXPECT_TRUE(heard.done);
      EXPECT_EQ(heard.undecodable, "");
      EXPECT_EQ(arguments_of(compile::heard_of(answer, "tool_args_cut:call=2;keep=1"), 1), "{");
    }
  }
}

TEST(ToolArgsCutFault, CutsAtEveryByte) {
  const std::string arguments = R"({"city":"Paris"})";
  const compile::AnswerForTest answer = compile::reply_for_test();
  for (std::size_t keep = 0; keep < arguments.size(); ++keep) {
    const auto heard = compile::heard_of(answer, "tool_args_cut:keep=" + std::to_string(keep));
    EXPECT_EQ(arguments_of(heard, 0), arguments.substr(0, keep));
  }
}

TEST(ToolArgsCutFault, LeavesNoEmptyDeltaBehind) {
  const compile::AnswerForTest answer = compile::reply_for_test();
  const std::string body = compile::body_of(compile::broken(answer, "tool_args_cut:keep=0"));
  const auto count = [](std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count(body, R"("arguments":"")"), 2);  // those that name the calls
}

TEST(ToolArgsCutFault, CutsArgumentsThatComeWhole) {
  compile::AnswerForTest answer = compile::events_for_test(
      {R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"a\":\"ö\"}"}}]}}]})"});
  answer.dialect = provider::find_dialect("openai.chat");
  EXPECT_EQ(
      compile::body_of(compile::broken(answer, "tool_args_cut:keep=7")),
      "data: "
      R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"a\":\""}}]}}]})"
      "\n\n");
  EXPECT_EQ(arguments_of(compile::heard_of(answer, "tool_args_cut:keep=8"), 0), "{\"a\":\"ö");

  compile::AnswerForTest anthropic = compile::events_for_test(
      {R"({"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"f","input":{"q":1}}})",
       R"({"type":"content_block_stop","index":0})"});
  anthropic.dialect = provider::find_dialect("anthropic.messages");
  EXPECT_EQ(arguments_of(compile::heard_of(anthropic, "tool_args_cut:keep=3"), 0), "{\"q");
}

TEST(ToolArgsCutFault, NeedsTheCallAndEnoughOfIt) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "tool_args_cut").found, "a stream of no known dialect");
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "tool_args_cut:call=3").found,
            "no tool call 3 in the stream");
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "tool_args_cut:keep=16").found,
            "arguments of 16 bytes in tool call 1");
}

}  // namespace
}  // namespace wiretape::fault
