#include <chrono>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

using namespace std::chrono_literals;
const std::string a = "data: a\n\n";

TEST(Hang, FallsSilentForEver) {
  const program::WireProgram program = compile::broken(compile::events_for_test({"a", "b"}), "hang:event=2");
  EXPECT_EQ(compile::body_of(program), a);
  EXPECT_TRUE(program.bytes.ends_with(a + "\r\n"));
  EXPECT_TRUE(std::holds_alternative<program::HangAction>(program.steps.back().action));
  EXPECT_EQ(program.ending, wire::Ending::timed_out);
}

TEST(Hang, CanFallSilentAnywhere) {
  for (const char* place : {"wire_byte=3", "byte=4", "at=headers", "at=chunk_size", "at=end"}) {
    const program::WireProgram program =
        compile::broken(compile::events_for_test({"a", "b"}), std::string("hang:") + place);
    EXPECT_TRUE(std::holds_alternative<program::HangAction>(program.steps.back().action)) << place;
  }
}

TEST(Hang, CanSendCommentsMeanwhile) {
  const program::WireProgram program =
      compile::broken(compile::events_for_test({"a", "b"}), "hang:event=2;comments=20ms;comment= still here");
  const auto& repeat = std::get<program::RepeatAction>(program.steps.back().action);
  EXPECT_EQ(program.bytes.substr(repeat.offset, repeat.length), "e\r\n: still here\n\n\r\n");
  EXPECT_EQ(repeat.every, 20ms);
  EXPECT_EQ(program.steps.back().at, 20ms);
  EXPECT_TRUE(program.bytes.substr(0, repeat.offset).ends_with(a + "\r\n"));
}

TEST(Hang, SendsBareCommentsWhereThereAreNoChunks) {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  answer.context.minor_version = 0;
  const program::WireProgram program = compile::broken(answer, "hang:event=2;comments=1s");
  const auto& repeat = std::get<program::RepeatAction>(program.steps.back().action);
  EXPECT_EQ(program.bytes.substr(repeat.offset, repeat.length), ": ping\n\n");
}

TEST(Hang, HasNoCommentsInsideAChunkOrTheHead) {
  for (const char* place : {"byte=4", "at=status_line", "at=headers", "at=chunk_size"}) {
    const Misfit misfit =
        compile::misfit_of(compile::events_for_test({"a", "b"}), std::string("hang:comments=1s;") + place);
    EXPECT_EQ(misfit.found, "a place where no comment can stand") << place;
    EXPECT_EQ(misfit.expected, "a place between two chunks, such as the beginning of an event");
  }
}

TEST(Hang, HasNoCommentsAmongLines) {
  const compile::StreamForTest lines = compile::bare_lines_for_test();
  const Misfit misfit = compile::misfit_of(lines.answer, "hang:event=2;comments=1s");
  EXPECT_EQ(misfit.found, "comments in a stream of NDJSON lines");
  EXPECT_EQ(misfit.expected, "hang without `comments`");
  EXPECT_EQ(compile::body_of(compile::broken(lines.answer, "hang:event=2")), "{\"n\":1}\n");
}

TEST(Hang, LeavesAWholeResponseWhole) {
  const std::string whole = compile::broken(compile::events_for_test({"a"}), "").bytes;
  const std::string end = ";wire_byte=" + std::to_string(whole.size());
  EXPECT_EQ(compile::broken(compile::events_for_test({"a"}), "hang:" + end.substr(1)).ending, wire::Ending::complete);
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "hang:comments=1s" + end).found,
            "a place where no comment can stand");
}

TEST(Hang, ComesBeforeTheFinishByItself) {
  EXPECT_EQ(compile::broken(compile::reply_for_test(), "hang"),
            compile::broken(compile::reply_for_test(), "hang:at=before_finish"));
}

TEST(Hang, StopsARecording) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::recorded_for_test({a, "data: b\n\n"}), "hang:event=2")), a);
}

}  // namespace
}  // namespace wiretape::fault
