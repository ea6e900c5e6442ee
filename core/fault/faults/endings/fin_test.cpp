#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/recorded_for_test.h"

namespace wiretape::fault {
namespace {

using wire::Ending;

std::string behind_head(const program::WireProgram& program) {
  return program.bytes.substr(program.bytes.find("\r\n\r\n") + 4);
}

struct Cut {
  std::string plan;
  std::string behind_head;
  Ending leaves;
};

TEST(Fin, CutsTheFramingWhereItIsTold) {
  const std::string a = "9\r\ndata: a\n\n\r\n";
  for (const Cut& each : {
           Cut{"fin:event=2", a, Ending::cut_between_chunks},
           Cut{"fin:byte=12", a + "9\r\ndat", Ending::cut_in_data},
           Cut{"fin:event=2;in=between_chunks", a, Ending::cut_between_chunks},
           Cut{"fin:event=2;in=size_line", a + "9", Ending::cut_in_size_line},
           Cut{"fin:event=2;in=data", a + "9\r\n", Ending::cut_in_data},
           Cut{"fin:event=2;in=before_crlf", "9\r\ndata: a\n\n", Ending::cut_before_crlf},
           Cut{"fin:event=2;in=trailers", a + "0\r\n", Ending::cut_in_trailers},
           Cut{"fin:byte=12;in=between_chunks", a + "3\r\ndat\r\n", Ending::cut_between_chunks},
           Cut{"fin:byte=12;in=trailers", a + "3\r\ndat\r\n0\r\n", Ending::cut_in_trailers},
           Cut{"fin:byte=12;in=before_crlf", a + "3\r\ndat", Ending::cut_before_crlf},
           Cut{"fin:at=start", "", Ending::cut_between_chunks},
           Cut{"fin:at=end;in=data", a + "9\r\ndata: b\n\n\r\n1\r\n", Ending::cut_in_data},
       }) {
    const program::WireProgram program = compile::broken(compile::events_for_test({"a", "b"}), each.plan);
    EXPECT_EQ(behind_head(program), each.behind_head) << each.plan;
    EXPECT_EQ(program.ending, each.leaves) << each.plan;
    EXPECT_TRUE(std::holds_alternative<program::FinAction>(program.steps.back().action)) << each.plan;
  }
}

TEST(Fin, CutsTheHead) {
  const program::WireProgram program = compile::broken(compile::events_for_test({"a"}), "fin:at=status_line");
  EXPECT_EQ(program.bytes, "HTTP/1.1 2");
  EXPECT_EQ(program.ending, Ending::cut_in_head);
}

TEST(Fin, HasNoChunkBeforeTheFirst) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "fin:at=start;in=before_crlf").found,
            "no chunk before the place");
}

TEST(Fin, NeedsChunksForACutInTheirFraming) {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  answer.context.minor_version = 0;
  EXPECT_EQ(compile::misfit_of(answer, "fin:event=2;in=size_line").found, "a response without chunks");
  EXPECT_EQ(behind_head(compile::broken(answer, "fin:event=2")), "data: a\n\n");
}

TEST(Fin, ComesBeforeTheFinishByItself) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"})
    EXPECT_EQ(compile::broken(compile::reply_for_test(dialect), "fin"),
              compile::broken(compile::reply_for_test(dialect), "fin:at=before_finish"));
}

TEST(Fin, CutsARecording) {
  const program::WireProgram program =
      compile::broken(compile::recorded_for_test({"data: a\n\n", "data: b\n\n"}), "fin:event=2");
  EXPECT_EQ(behind_head(program), "9\r\ndata: a\n\n\r\n");
}

}  // namespace
}  // namespace wiretape::fault
