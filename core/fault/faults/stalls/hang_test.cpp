#include <chrono>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::program {
namespace {

using namespace std::chrono_literals;
const std::string a = "data: a\n\n";

TEST(Hang, FallsSilentForEver) {
  const WireProgram program = broken(events_for_test({"a", "b"}), "hang:event=2");
  EXPECT_EQ(body_of(program), a);
  EXPECT_TRUE(program.bytes.ends_with(a + "\r\n"));
  EXPECT_TRUE(std::holds_alternative<HangAction>(program.steps.back().action));
  EXPECT_EQ(program.ending, wire::Ending::timed_out);
}

TEST(Hang, CanFallSilentAnywhere) {
  for (const char* place : {"wire_byte=3", "byte=4", "at=headers", "at=chunk_size", "at=end"}) {
    const WireProgram program = broken(events_for_test({"a", "b"}), std::string("hang:") + place);
    EXPECT_TRUE(std::holds_alternative<HangAction>(program.steps.back().action)) << place;
  }
}

TEST(Hang, CanSendCommentsMeanwhile) {
  const WireProgram program = broken(events_for_test({"a", "b"}), "hang:event=2;comments=20ms;comment= still here");
  const auto& repeat = std::get<RepeatAction>(program.steps.back().action);
  EXPECT_EQ(program.bytes.substr(repeat.offset, repeat.length), "e\r\n: still here\n\n\r\n");
  EXPECT_EQ(repeat.every, 20ms);
  EXPECT_EQ(program.steps.back().at, 20ms);
  EXPECT_TRUE(program.bytes.substr(0, repeat.offset).ends_with(a + "\r\n"));
}

TEST(Hang, SendsBareCommentsWhereThereAreNoChunks) {
  AnswerForTest answer = events_for_test({"a", "b"});
  answer.context.minor_version = 0;
  const WireProgram program = broken(answer, "hang:event=2;comments=1s");
  const auto& repeat = std::get<RepeatAction>(program.steps.back().action);
  EXPECT_EQ(program.bytes.substr(repeat.offset, repeat.length), ": ping\n\n");
}

TEST(Hang, HasNoCommentsInsideAChunkOrTheHead) {
  for (const char* place : {"byte=4", "at=status_line", "at=headers", "at=chunk_size"}) {
    const Misfit misfit = misfit_of(events_for_test({"a", "b"}), std::string("hang:comments=1s;") + place);
    EXPECT_EQ(misfit.found, "a place where no comment can stand") << place;
    EXPECT_EQ(misfit.expected, "a place between two chunks, such as the beginning of an event");
  }
}

TEST(Hang, HasNoCommentsAmongLines) {
  const StreamForTest lines = bare_lines_for_test();
  const Misfit misfit = misfit_of(lines.answer, "hang:event=2;comments=1s");
  EXPECT_EQ(misfit.found, "comments in a stream of NDJSON lines");
  EXPECT_EQ(misfit.expected, "hang without `comments`");
  EXPECT_EQ(body_of(broken(lines.answer, "hang:event=2")), "{\"n\":1}\n");
}

TEST(Hang, LeavesAWholeResponseWhole) {
  const std::string whole = broken(events_for_test({"a"}), "").bytes;
  const std::string end = ";wire_byte=" + std::to_string(whole.size());
  EXPECT_EQ(broken(events_for_test({"a"}), "hang:" + end.substr(1)).ending, wire::Ending::complete);
  EXPECT_EQ(misfit_of(events_for_test({"a"}), "hang:comments=1s" + end).found, "a place where no comment can stand");
}

TEST(Hang, ComesBeforeTheFinishByItself) {
  EXPECT_EQ(broken(reply_for_test(), "hang"), broken(reply_for_test(), "hang:at=before_finish"));
}

TEST(Hang, StopsARecording) {
  EXPECT_EQ(body_of(broken(recorded_for_test({a, "data: b\n\n"}), "hang:event=2")), a);
}

}  // namespace
}  // namespace wiretape::program
