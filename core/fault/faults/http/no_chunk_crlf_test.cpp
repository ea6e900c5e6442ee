#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

using wire::Ending;

TEST(NoChunkCrlf, LeavesOutTheLineEndOfTheChunkThatHoldsThePlace) {
  for (const std::string place : {"event=1", "byte=3", "frame=1"}) {
    const auto program = compile::broken(compile::events_for_test({"a", "b"}), "no_chunk_crlf:" + place);
    EXPECT_EQ(program.bytes, compile::stream_head + "9\r\ndata: a\n\n9\r\ndata: b\n\n\r\n0\r\n\r\n");
    EXPECT_EQ(program.ending, Ending::malformed);
    EXPECT_TRUE(program::play_in_memory(program).has_fin());
    const auto read = compile::read_for_test(program.bytes);
    EXPECT_EQ(read.ending, Ending::malformed);
    EXPECT_EQ(read.body, "data: a\n\n");
  }
}

TEST(NoChunkCrlf, LeavesItOutBeforeTheLastChunk) {
  const auto program = compile::broken(compile::events_for_test({"a"}), "no_chunk_crlf:event=1");
  EXPECT_EQ(program.bytes, compile::stream_head + "9\r\ndata: a\n\n0\r\n\r\n");
  EXPECT_EQ(compile::read_for_test(program.bytes).ending, Ending::malformed);
}

TEST(NoChunkCrlf, IsAllThatAReaderFindsWhateverComesBehindIt) {
  const compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  const std::size_t size = compile::broken(answer, "no_chunk_crlf:event=1").bytes.size();
  for (std::size_t at = 0; at <= size; ++at) {
    const auto program = compile::broken(answer, "no_chunk_crlf:event=1,fin:wire_byte=" + std::to_string(at));
    EXPECT_EQ(program.ending, compile::read_for_test(program.bytes).ending) << at;
  }
}

TEST(NoChunkCrlf, CutsARecordingThatEndsThere) {
  tape::RecordedResponse recorded;
  recorded.body = {"data: a\n\n"};
  recorded.framing = tape::ChunkFraming{.sizes = {9}, .trailers = {}};
  recorded.end.how = Ending::cut_between_chunks;
  const auto program = compile::broken({.answer = recorded}, "no_chunk_crlf:event=1");
  EXPECT_TRUE(program.bytes.ends_with("\r\n9\r\ndata: a\n\n")) << program.bytes;
  EXPECT_EQ(program.ending, Ending::cut_before_crlf);
  EXPECT_EQ(compile::read_for_test(program.bytes).ending, Ending::cut_before_crlf);
}

TEST(NoChunkCrlf, NeedsAChunk) {
  EXPECT_EQ(compile::misfit_of(compile::plain_for_test("abc"), "no_chunk_crlf").found, "no whole chunk at the place");
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "no_chunk_crlf:at=end").found,
            "no whole chunk at the place");
}

}  // namespace
}  // namespace wiretape::fault
