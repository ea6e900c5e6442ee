#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/recorded_for_test.h"

namespace wiretape::fault {
namespace {

const std::string first_event = "data: a\n\n";

TEST(Reset, SendsAllEarlierBytesAndThenResets) {
  const program::WireProgram plain = compile::broken(compile::events_for_test({"a", "b"}), "");
  const program::WireProgram program = compile::broken(compile::events_for_test({"a", "b"}), "reset:event=2");
  EXPECT_EQ(compile::body_of(program), first_event);
  EXPECT_TRUE(plain.bytes.starts_with(program.bytes));
  EXPECT_TRUE(program.bytes.ends_with(first_event + "\r\n")) << "nothing of the next chunk";
  EXPECT_EQ(std::get<program::ResetAction>(program.steps.back().action), program::ResetAction{.drains = true});
  EXPECT_EQ(program.ending, wire::Ending::reset);
}

TEST(Reset, CanBeAbrupt) {
  const program::WireProgram program = compile::broken(compile::events_for_test({"a"}), "reset:event=1;drain=false");
  EXPECT_EQ(std::get<program::ResetAction>(program.steps.back().action), program::ResetAction{.drains = false});
}

TEST(Reset, CutsAtAnyByte) {
  const program::WireProgram plain = compile::broken(compile::events_for_test({"a", "b"}), "");
  for (std::size_t offset = 0; offset <= plain.bytes.size(); ++offset) {
    const program::WireProgram program =
        compile::broken(compile::events_for_test({"a", "b"}), "reset:wire_byte=" + std::to_string(offset));
    EXPECT_EQ(program.bytes, plain.bytes.substr(0, offset));
    EXPECT_TRUE(program::play_in_memory(program).has_reset());
  }
}

TEST(Reset, ComesBeforeTheFinishByItself) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    const std::string whole = compile::body_of(compile::broken(compile::reply_for_test(dialect), ""));
    const std::string body = compile::body_of(compile::broken(compile::reply_for_test(dialect), "reset"));
    EXPECT_EQ(body, whole.substr(0, body.size()));
    EXPECT_EQ(body.find("tool_calls\"}"), std::string::npos);
    EXPECT_NE(body.find("CET"), std::string::npos) << dialect;
    EXPECT_EQ(body, compile::body_of(compile::broken(compile::reply_for_test(dialect), "reset:at=before_finish")));
  }
}

TEST(Reset, EndsARecording) {
  const program::WireProgram program =
      compile::broken(compile::recorded_for_test({first_event, "data: b\n\n"}), "reset:byte=12");
  EXPECT_TRUE(program.bytes.ends_with("9\r\n" + first_event + "\r\n9\r\ndat"));
}

}  // namespace
}  // namespace wiretape::fault
