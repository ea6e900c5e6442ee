#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

TEST(Drip, SendsPiecesFromThePlaceOn) {
  const auto played =
      program::play_in_memory(compile::broken(compile::events_for_test({"a", "b"}), "drip:event=2;size=8;every=5ms"));
  EXPECT_THAT(played.writes,
              ElementsAre(program::PlayedWrite{0us, compile::stream_head + "9\r\ndata: a\n\n\r\n"},
                          program::PlayedWrite{0us, "9\r\ndata:"}, program::PlayedWrite{5ms, " b\n\n\r\n0\r"},
                          program::PlayedWrite{10ms, "\n\r\n"}));
  EXPECT_EQ(played.close, std::nullopt);
}

TEST(Drip, DripsTheBodyByteByByteWhereNothingElseIsSaid) {
  const auto played = program::play_in_memory(compile::broken(compile::plain_for_test("abc"), "drip"));
  EXPECT_THAT(played.writes, ElementsAre(program::PlayedWrite{0us, "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n"},
                                         program::PlayedWrite{0us, "a"}, program::PlayedWrite{100ms, "b"},
                                         program::PlayedWrite{200ms, "c"}));
}

TEST(Drip, SendsNothingBeforeItIsDue) {
  compile::AnswerForTest answer = compile::http_1_0_for_test();
  answer.delivery.gap = 50ms;
  const auto played = program::play_in_memory(compile::broken(answer, "drip:size=5;every=10ms"));
  ASSERT_EQ(played.writes.size(), 5U);
  EXPECT_THAT(std::vector(played.writes.begin() + 1, played.writes.end()),
              ElementsAre(program::PlayedWrite{0us, "data:"}, program::PlayedWrite{50ms, " a\n\nd"},
                          program::PlayedWrite{60ms, "ata: "}, program::PlayedWrite{70ms, "b\n\n"}));
  EXPECT_TRUE(played.has_fin());
  EXPECT_EQ(played.duration, 70ms);
}

TEST(Drip, ChangesNoByteWhereverItBegins) {
  for (const compile::AnswerForTest& answer : compile::answers_for_test()) {
    const std::string whole = compile::broken(answer, "").bytes;
    for (std::size_t at = 0; at <= whole.size(); ++at) {
      const auto program =
          compile::broken(answer, "drip:optional=true;every=1us;size=3;wire_byte=" + std::to_string(at));
      EXPECT_EQ(program::play_in_memory(program).text(), whole) << at;
      EXPECT_EQ(program.ending, compile::broken(answer, "").ending);
    }
  }
}

TEST(Drip, HasABound) {
  const auto misfit = compile::misfit_of(compile::plain_for_test(std::string(1'000'001, 'x')), "drip");
  EXPECT_EQ(misfit.found, "1000001 writes of 1 bytes");
  EXPECT_EQ(misfit.expected, "at most 1000000: a larger size, or a later place");
  EXPECT_EQ(compile::broken(compile::plain_for_test(std::string(1'000'001, 'x')), "drip:size=2").steps.size(),
            500'002U);
}

}  // namespace
}  // namespace wiretape::fault
