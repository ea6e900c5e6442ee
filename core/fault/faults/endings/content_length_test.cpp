#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

using wire::Ending;

TEST(ContentLength, IsTooLong) {
  const auto program = compile::broken(compile::plain_for_test("hello"), "content_length:by=+10");
  EXPECT_EQ(program.bytes, "HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\nhello");
  EXPECT_EQ(program.ending, Ending::short_content_length);
  EXPECT_EQ(compile::read_for_test(program.bytes).ending, Ending::short_content_length);
  EXPECT_TRUE(program::play_in_memory(program).has_fin());
}

TEST(ContentLength, IsTooShort) {
  const auto program = compile::broken(compile::plain_for_test("hello"), "content_length:by=-3");
  const auto read = compile::read_for_test(program.bytes);
  EXPECT_EQ(read.body, "he");
  EXPECT_EQ(read.ending, Ending::complete);
  EXPECT_EQ(read.rest, "llo");
  EXPECT_TRUE(program::play_in_memory(program).has_fin());
}

TEST(ContentLength, TakesThePlaceOfChunks) {
  const auto program = compile::broken(compile::events_for_test({"a", "b"}), "content_length:by=+0");
  EXPECT_EQ(program.bytes,
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 18\r\n\r\ndata: a\n\ndata: b\n\n");
  EXPECT_EQ(program.ending, Ending::complete);
  EXPECT_EQ(program.steps.size(), 2U);
  EXPECT_EQ(program::play_in_memory(program).close, std::nullopt);
}

TEST(ContentLength, TakesThePlaceOfTheFramingOfARecording) {
  tape::RecordedResponse chunked;
  chunked.head.fields = {{"Transfer-Encoding", "chunked"}, {"x", "y"}};
  chunked.body = {"data: a\n\n"};
  chunked.framing = tape::ChunkFraming{.sizes = {4, 5}, .trailers = {}};
  EXPECT_EQ(compile::broken({.answer = chunked}, "content_length").bytes,
            "HTTP/1.1 200 OK\r\nx: y\r\ncontent-length: 19\r\n\r\ndata: a\n\n");
  const auto program = compile::broken(compile::close_framed_for_test(), "content_length");
  EXPECT_EQ(program.bytes, "HTTP/1.1 200 OK\r\ncontent-length: 28\r\n\r\ndata: a\n\ndata: b\n\n");
  EXPECT_EQ(program.ending, Ending::short_content_length);
}

TEST(ContentLength, SaysAnyNumber) {
  EXPECT_EQ(compile::broken(compile::plain_for_test("hello"), "content_length:to=0").bytes,
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nhello");
}

TEST(ContentLength, IsNeverBelowZero) {
  const auto misfit = compile::misfit_of(compile::plain_for_test("hello"), "content_length:by=-6");
  EXPECT_EQ(misfit.found, "a body of 5 bytes");
  EXPECT_EQ(misfit.expected, "by=-5 at most");
}

TEST(ContentLength, NeedsASign) {
  for (const std::string by : {"10", "+", "-x", "", "+1000000001", "--1", "+-1"}) {
    const tape::FaultPlan plan{{.name = "content_length", .arguments = {{"by", by}}}};
    const auto checked = check_plan(plan, {.name = "plan", .has_seed = false, .for_listener = true});
    ASSERT_TRUE(std::holds_alternative<text::Diagnostics>(checked)) << by;
    EXPECT_EQ(std::get<text::Diagnostics>(checked).at(0).expected,
              "a whole number with its sign, from -1000000000 to +1000000000");
  }
}

}  // namespace
}  // namespace wiretape::fault
