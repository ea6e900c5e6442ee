#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/recorded_for_test.h"

namespace wiretape::fault {
namespace {

const std::string a = "data: a\n\n";
const std::string b = "data: b\n\n";

void expect_sound_end(const program::WireProgram& program) {
  EXPECT_TRUE(program.bytes.ends_with("\r\n0\r\n\r\n"));
  EXPECT_EQ(program.ending, wire::Ending::complete);
  EXPECT_TRUE(std::holds_alternative<program::WriteAction>(program.steps.back().action)) << "the connection stays open";
}

TEST(End, LeavesASoundMessage) {
  const program::WireProgram program = compile::broken(compile::events_for_test({"a", "b"}), "end:event=2");
  EXPECT_EQ(compile::body_of(program), a);
  expect_sound_end(program);
}

TEST(End, LeavesOutTheTerminatorByItself) {
  const std::string chat = compile::body_of(compile::broken(compile::reply_for_test(), ""));
  ASSERT_TRUE(chat.ends_with("data: [DONE]\n\n"));
  EXPECT_EQ(compile::body_of(compile::broken(compile::reply_for_test(), "end")), chat.substr(0, chat.size() - 14));
  expect_sound_end(compile::broken(compile::reply_for_test(), "end"));

  const std::string messages = compile::body_of(compile::broken(compile::reply_for_test("anthropic.messages"), ""));
  const std::string stop = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
  ASSERT_TRUE(messages.ends_with(stop));
  EXPECT_EQ(compile::body_of(compile::broken(compile::reply_for_test("anthropic.messages"), "end")),
            messages.substr(0, messages.size() - stop.size()));
}

TEST(End, CutsAtAnyByteOfTheBody) {
  for (std::size_t offset = 1; offset < 18; ++offset) {
    const program::WireProgram program =
        compile::broken(compile::events_for_test({"a", "b"}), "end:byte=" + std::to_string(offset));
    EXPECT_EQ(compile::body_of(program), (a + b).substr(0, offset));
    expect_sound_end(program);
  }
}

TEST(End, CanLeaveAnEmptyBody) {
  const program::WireProgram program = compile::broken(compile::events_for_test({"a"}), "end:at=start");
  EXPECT_TRUE(program.bytes.ends_with("\r\n\r\n0\r\n\r\n"));
  EXPECT_EQ(compile::body_of(program), "");
}

TEST(End, EndsARecordingSoundlyHoweverItEnded) {
  compile::AnswerForTest answer = compile::recorded_for_test({a, b});
  std::get<tape::RecordedResponse>(answer.answer).end.how = wire::Ending::cut_in_data;
  const program::WireProgram program = compile::broken(answer, "end:byte=12");
  EXPECT_EQ(compile::body_of(program), a + "dat");
  expect_sound_end(program);
}

TEST(End, CountsItsBytesWhereThereIsALength) {
  compile::AnswerForTest answer = compile::reply_for_test();
  answer.request_body = R"({"model":"gpt-4o","messages":[]})";
  const std::string bytes = compile::broken(answer, "end:byte=20").bytes;
  EXPECT_NE(bytes.find("content-length: 20\r\n"), std::string::npos) << bytes;
  EXPECT_EQ(bytes.size(), bytes.find("\r\n\r\n") + 4 + 20);
}

}  // namespace
}  // namespace wiretape::fault
