#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

using wire::Ending;

TEST(BadChunkSize, BreaksTheSizeLineOfTheChunkThatHoldsThePlace) {
  const std::vector<std::pair<std::string, std::string>> lines{
      {"word", "size"}, {"negative", "-9"}, {"overflow", "10000000000000000"}, {"empty", ""}, {"hex_prefix", "0x9"}};
  for (const auto& [how, line] : lines) {
    for (const std::string place : {"event=2", "byte=12", "frame=2"}) {
      const auto program =
          compile::broken(compile::events_for_test({"a", "b"}), "bad_chunk_size:how=" + how + ";" + place);
      EXPECT_EQ(program.bytes, compile::stream_head + "9\r\ndata: a\n\n\r\n" + line + "\r\ndata: b\n\n\r\n0\r\n\r\n");
      EXPECT_EQ(program.ending, Ending::malformed);
      EXPECT_TRUE(program::play_in_memory(program).has_fin());
      const auto read = compile::read_for_test(program.bytes);
      EXPECT_EQ(read.ending, Ending::malformed) << how;
      EXPECT_EQ(read.body, "data: a\n\n") << how;
    }
  }
}

TEST(BadChunkSize, BreaksTheLastChunkAtTheEnd) {
  const auto program = compile::broken(compile::events_for_test({"a"}), "bad_chunk_size:at=end");
  EXPECT_EQ(program.bytes, compile::stream_head + "9\r\ndata: a\n\n\r\nsize\r\n\r\n");
  EXPECT_EQ(compile::read_for_test(program.bytes).ending, Ending::malformed);
}

TEST(BadChunkSize, BreaksTheFirstChunkForAPlaceInTheHead) {
  const auto program = compile::broken(compile::events_for_test({"a"}), "bad_chunk_size:wire_byte=3");
  EXPECT_EQ(program.bytes, compile::stream_head + "size\r\ndata: a\n\n\r\n0\r\n\r\n");
}

TEST(BadChunkSize, IsAllThatAReaderFindsWhateverComesBehindIt) {
  const compile::AnswerForTest answer = compile::events_for_test({"a", "b", "c"});
  const std::size_t size = compile::broken(answer, "bad_chunk_size:event=2").bytes.size();
  for (std::size_t at = 0; at <= size; ++at) {
    const auto program = compile::broken(answer, "bad_chunk_size:event=2,fin:wire_byte=" + std::to_string(at));
    EXPECT_EQ(program.ending, compile::read_for_test(program.bytes).ending) << at;
  }
  EXPECT_EQ(compile::broken(answer, "bad_chunk_size:event=2,fin:event=3;in=data").ending, Ending::malformed);
}

TEST(BadChunkSize, NeedsChunks) {
  EXPECT_EQ(compile::misfit_of(compile::plain_for_test("abc"), "bad_chunk_size").found, "a response without chunks");
}

}  // namespace
}  // namespace wiretape::fault
