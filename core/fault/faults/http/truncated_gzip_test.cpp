#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"
#include "wiretape/core/wire/http/coding/unpack.h"

namespace wiretape::fault {
namespace {

using wire::Ending;
using namespace std::string_literals;

const std::string gzip_header = "\x1f\x8b\x08\0\0\0\0\0\0\xff"s;
const std::string first_block = "\0\x09\0\xf6\xff"s + "data: a\n\n";

/// The text in blocks behind the gzip_header.
std::string in_stored_blocks(std::string_view packed) {
  std::string text;
  for (packed.remove_prefix(gzip_header.size()); packed.size() >= 5;) {
    const auto size = static_cast<unsigned char>(packed[1]);
    text += packed.substr(5, size);
    packed.remove_prefix(5U + size);
  }
  return text;
}

TEST(TruncatedGzip, StopsThePackedStreamInsideASoundMessage) {
  const auto program = compile::broken(compile::events_for_test({"a", "b"}), "truncated_gzip:event=2");
  EXPECT_EQ(program.ending, Ending::complete);
  EXPECT_EQ(program::play_in_memory(program).close, std::nullopt);
  const auto read = compile::read_for_test(program.bytes);
  EXPECT_EQ(read.ending, Ending::complete);
  EXPECT_EQ(read.body, gzip_header + first_block);
  EXPECT_TRUE(std::holds_alternative<wire::UnpackDamaged>(wire::unpack(wire::ContentCoding::gzip, read.body, 1000)));
}

TEST(TruncatedGzip, FitsEveryFramingAndPlace) {
  for (const compile::AnswerForTest& answer : compile::answers_for_test()) {
    const std::string body = compile::read_for_test(compile::broken(answer, "").bytes).body;
    for (std::size_t at = 0; at <= body.size(); ++at) {
      const auto program = compile::broken(answer, "truncated_gzip:byte=" + std::to_string(at));
      const auto read = compile::read_for_test(program.bytes);
      EXPECT_EQ(read.ending, compile::broken(answer, "").ending) << at;
      EXPECT_EQ(program.ending, read.ending) << at;
      EXPECT_TRUE(read.body.starts_with(gzip_header)) << at;
      EXPECT_EQ(in_stored_blocks(read.body), body.substr(0, at));
      EXPECT_TRUE(std::holds_alternative<wire::UnpackDamaged>(wire::unpack(wire::ContentCoding::gzip, read.body, 1000)))
          << at;
    }
  }
}

TEST(TruncatedGzip, FitsTheReadsAndChunksOfARecording) {
  using namespace std::chrono_literals;
  tape::RecordedResponse recorded;
  recorded.body = {"data: a\n\ndata: b\n\n"};
  recorded.arrivals = {{1ms, 9}, {1ms, 9}};
  recorded.framing = tape::ChunkFraming{.sizes = {9, 9}, .trailers = {}};
  compile::AnswerForTest answer{.answer = recorded};
  answer.delivery.as_recorded = true;
  for (std::size_t at = 0; at <= 18; ++at) {
    const auto program = compile::broken(answer, "truncated_gzip:byte=" + std::to_string(at));
    EXPECT_EQ(compile::read_for_test(program.bytes).ending, Ending::complete) << at;
    EXPECT_EQ(program.ending, Ending::complete) << at;
  }
}

TEST(TruncatedGzip, IsNotPutOnTopOfAnotherCoding) {
  tape::PlainResponse response{
      {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-encoding", "br"}}}, "hello"};
  EXPECT_EQ(compile::misfit_of({.answer = response}, "truncated_gzip:byte=2").found,
            "an answer that has a content-encoding");
}

}  // namespace
}  // namespace wiretape::fault
