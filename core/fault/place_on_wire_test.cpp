#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"
#include "wiretape/core/fault/place.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using wire::Ending;
using namespace std::chrono_literals;

const std::string chunk_a = "9\r\ndata: a\n\n\r\n";
const std::string chunk_b = "9\r\ndata: b\n\n\r\n";
const std::string last = "0\r\n\r\n";

compile::AnswerForTest every_20_ms() {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  answer.delivery.gap = 20ms;
  answer.delivery.first_byte = 5ms;
  return answer;
}

void expect_before_and_behind(const compile::AnswerForTest& answer, const std::string& place, const std::string& before,
                              std::chrono::microseconds due) {
  const std::string whole = compile::broken(answer, "").bytes;
  for (const std::string fault : {"fin:", "reset:", "hang:"}) {
    const auto program = compile::broken(answer, fault + place);
    EXPECT_EQ(program.bytes, before) << fault << place;
    EXPECT_EQ(program.steps.back().at, due) << fault << place;
  }
  EXPECT_EQ(compile::broken(answer, "fin:" + place).ending, compile::read_for_test(before).ending) << place;
  EXPECT_EQ(compile::broken(answer, "reset:" + place).ending, Ending::reset);
  const bool is_whole = before == whole;
  EXPECT_EQ(compile::broken(answer, "hang:" + place).ending, is_whole ? Ending::complete : Ending::timed_out);

  if (is_whole) return;  // nothing comes behind it that could wait
  const auto stalled = program::play_in_memory(compile::broken(answer, "stall:for=3s;" + place));
  EXPECT_EQ(stalled.text(), whole) << place;
  std::string early;
  for (const program::PlayedWrite& write : stalled.writes) {
    if (write.at < due + 3s) early += write.bytes;
  }
  EXPECT_EQ(early, before) << place;
}

TEST(PlaceOnWire, IsInsideTheStatusLine) {
  expect_before_and_behind(every_20_ms(), "at=status_line", "HTTP/1.1 2", 5ms);
}

TEST(PlaceOnWire, IsInsideTheHeaders) {
  expect_before_and_behind(every_20_ms(), "at=headers", "HTTP/1.1 200 OK\r\ncontent-ty", 5ms);
}

TEST(PlaceOnWire, IsInsideAChunkSize) {
  expect_before_and_behind(every_20_ms(), "at=chunk_size", compile::stream_head + "9", 5ms);
  expect_before_and_behind(every_20_ms(), "event=2;inside=chunk_size", compile::stream_head + chunk_a + "9", 25ms);
}

TEST(PlaceOnWire, IsBeforeTheBody) {
  expect_before_and_behind(every_20_ms(), "at=start", compile::stream_head, 5ms);
}

TEST(PlaceOnWire, IsBehindTheBody) {
  expect_before_and_behind(every_20_ms(), "at=end", compile::stream_head + chunk_a + chunk_b, 25ms);
}

TEST(PlaceOnWire, IsBeforeAFrame) {
  expect_before_and_behind(every_20_ms(), "frame=1", compile::stream_head, 5ms);
  expect_before_and_behind(every_20_ms(), "frame=2", compile::stream_head + chunk_a, 25ms);
  const auto misfit = compile::misfit_of(every_20_ms(), "fin:frame=3");
  EXPECT_THAT(misfit.found, HasSubstr("no such place"));
  EXPECT_THAT(misfit.expected, HasSubstr("frame 1 to 2, chunk_size, status_line, headers"));
}

TEST(PlaceOnWire, IsBeforeATime) {
  expect_before_and_behind(every_20_ms(), "time=0ms", "", 5ms);
  expect_before_and_behind(every_20_ms(), "time=1us", compile::stream_head + chunk_a, 25ms);
  expect_before_and_behind(every_20_ms(), "time=20ms", compile::stream_head + chunk_a, 25ms);
  const auto misfit = compile::misfit_of(every_20_ms(), "fin:time=21ms");
  EXPECT_THAT(misfit.expected, HasSubstr("time up to 20"));
}

TEST(PlaceOnWire, IsBeforeAByteOfTheWire) {
  const std::string whole = compile::broken(every_20_ms(), "").bytes;
  const std::size_t second = (compile::stream_head + chunk_a).size();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    expect_before_and_behind(every_20_ms(), "wire_byte=" + std::to_string(at), whole.substr(0, at),
                             at < second ? 5ms : 25ms);
  }
  expect_before_and_behind(every_20_ms(), "wire_byte=" + std::to_string(whole.size()), whole, 25ms);
  const auto misfit = compile::misfit_of(every_20_ms(), "fin:wire_byte=" + std::to_string(whole.size() + 1));
  EXPECT_THAT(misfit.expected, HasSubstr("wire_byte 0 to " + std::to_string(whole.size())));
}

TEST(PlaceOnWire, IsThereInEveryFraming) {
  for (const compile::AnswerForTest& answer : compile::answers_for_test()) {
    expect_before_and_behind(answer, "at=status_line", "HTTP/1.1 2", 0ms);
    const std::string whole = compile::broken(answer, "").bytes;
    const std::string head = whole.substr(0, whole.find("\r\n\r\n") + 4);
    expect_before_and_behind(answer, "at=start", head, 0ms);
    expect_before_and_behind(answer, "frame=1", head, 0ms);
  }
}

TEST(PlaceOnWire, IsSilentFromTheFirstByteOn) {
  const auto played = program::play_in_memory(compile::broken(every_20_ms(), "stall:wire_byte=0;for=1s"));
  EXPECT_THAT(played.writes, ElementsAre(program::PlayedWrite{1005ms, compile::stream_head + chunk_a},
                                         program::PlayedWrite{1025ms, chunk_b + last}));
}

}  // namespace
}  // namespace wiretape::fault
