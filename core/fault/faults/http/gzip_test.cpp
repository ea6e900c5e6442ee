#include <chrono>
#include <string>
#include <string_view>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"
#include "wiretape/core/wire/http/coding/unpack.h"

namespace wiretape::fault {
namespace {

using ::testing::SizeIs;
using wire::Ending;
using namespace std::chrono_literals;
using namespace std::string_literals;

const std::string header = "\x1f\x8b\x08\0\0\0\0\0\0\xff"s;
const std::string end_of_ab = "\1\0\0\xff\xff"s + "\xba\x59\xc7\xdf" + "\x12\0\0\0"s;

std::string block_of(char letter) {
  return "\0\x09\0\xf6\xff"s + "data: " + letter + "\n\n";
}

std::string unpacked(const std::string& packed) {
  const auto result = wire::unpack(wire::ContentCoding::gzip, packed, 1'000'000);
  return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "not gzip";
}

TEST(Gzip, PacksTheBodyEventByEvent) {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  answer.delivery.gap = 20ms;
  const auto program = compile::broken(answer, "gzip");
  const auto played = program::play_in_memory(program);
  ASSERT_THAT(played.writes, SizeIs(2));
  const std::string head =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\ntransfer-encoding: "
      "chunked\r\n\r\n";
  EXPECT_EQ(played.writes[0], (program::PlayedWrite{0us, head + "18\r\n" + header + block_of('a') + "\r\n"}));
  EXPECT_EQ(played.writes[1], (program::PlayedWrite{20ms, "1b\r\n" + block_of('b') + end_of_ab + "\r\n0\r\n\r\n"}));
  EXPECT_EQ(unpacked(compile::read_for_test(program.bytes).body), "data: a\n\ndata: b\n\n");
}

TEST(Gzip, FitsEveryFraming) {
  for (const compile::AnswerForTest& answer : compile::answers_for_test()) {
    const auto plain = compile::broken(answer, "");
    const auto program = compile::broken(answer, "gzip");
    const auto read = compile::read_for_test(program.bytes);
    EXPECT_EQ(unpacked(read.body), compile::read_for_test(plain.bytes).body);
    EXPECT_EQ(read.ending, plain.ending);
    EXPECT_EQ(program.ending, plain.ending);
    EXPECT_EQ(wire::find_field(read.head.fields, "content-encoding"), "gzip");
  }
}

TEST(Gzip, LeavesPlacesWhereTheyWere) {
  const compile::AnswerForTest answer = compile::events_for_test({"a", "b", "c"});
  const auto body_before = [&](const std::string& place) {
    return compile::read_for_test(compile::broken(answer, "gzip,fin:" + place).bytes).body;
  };
  EXPECT_EQ(body_before("event=1"), "");
  EXPECT_EQ(body_before("event=2"), header + block_of('a'));
  EXPECT_EQ(body_before("event=3"), header + block_of('a') + block_of('b'));
}

TEST(Gzip, KeepsTheReadsAndChunksOfARecording) {
  tape::RecordedResponse recorded;
  recorded.body = {"data: a\n\ndata: b\n\n"};
  recorded.arrivals = {{1ms, 0}, {1ms, 4}, {1ms, 10}, {1ms, 4}};
  recorded.framing = tape::ChunkFraming{.sizes = {9, 9}, .trailers = {}};
  compile::AnswerForTest answer{.answer = recorded};
  answer.delivery.as_recorded = true;
  const auto program = compile::broken(answer, "gzip");
  const auto played = program::play_in_memory(program);
  ASSERT_THAT(played.writes, SizeIs(4));
  EXPECT_EQ(played.writes[1].at, 2ms);
  EXPECT_TRUE(played.writes[1].bytes.ends_with(header + "\0\4\0\xfb\xff"s + "data")) << played.writes[1].bytes;
  EXPECT_EQ(played.writes[2].at, 3ms);
  EXPECT_TRUE(played.writes[2].bytes.ends_with("\0\5\0\xfa\xff"s + "data:")) << played.writes[2].bytes;
  EXPECT_EQ(unpacked(compile::read_for_test(program.bytes).body), "data: a\n\ndata: b\n\n");
  EXPECT_EQ(program.ending, Ending::complete);
}

TEST(Gzip, KeepsTheContentLengthOfATape) {
  tape::PlainResponse response{{.status = 200, .reason = "", .minor_version = 1, .fields = {{"Content-Length", "5"}}},
                               "hello"};
  const auto program = compile::broken({.answer = response}, "gzip");
  EXPECT_EQ(program.ending, Ending::complete);
  EXPECT_EQ(unpacked(compile::read_for_test(program.bytes).body), "hello");
}

TEST(Gzip, IsNotPutOnTopOfAnotherCoding) {
  tape::PlainResponse response{
      {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-encoding", "br"}}}, "hello"};
  EXPECT_EQ(compile::misfit_of({.answer = response}, "gzip").found, "an answer that has a content-encoding");
}

}  // namespace
}  // namespace wiretape::fault
