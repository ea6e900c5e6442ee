#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/recorded_for_test.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

std::vector<std::chrono::microseconds> times_of(const program::WireProgram& program) {
  std::vector<std::chrono::microseconds> times;
  for (const program::PlayedWrite& write : program::play_in_memory(program).writes)
    times.push_back(write.at);
  return times;
}

compile::AnswerForTest paced_for_test() {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b", "c"});
  answer.delivery.gap = 10ms;
  return answer;
}

TEST(Stall, SendsThePlaceAndAllBehindItLater) {
  const program::WireProgram plain = compile::broken(paced_for_test(), "");
  const program::WireProgram program = compile::broken(paced_for_test(), "stall:event=2;for=3s");
  EXPECT_EQ(program.bytes, plain.bytes);
  EXPECT_THAT(times_of(plain), ElementsAre(0us, 10ms, 20ms));
  EXPECT_THAT(times_of(program), ElementsAre(0us, 3'010ms, 3'020ms));
  EXPECT_EQ(program.ending, wire::Ending::complete);
}

TEST(Stall, LastsASecondUnlessSaid) {
  EXPECT_THAT(times_of(compile::broken(paced_for_test(), "stall:event=1")), ElementsAre(0us, 1s, 1'010ms, 1'020ms))
      << "the head goes out before the silence";
}

TEST(Stall, PartsAWriteAtAnyByte) {
  const auto played = program::play_in_memory(compile::broken(paced_for_test(), "stall:byte=12;for=1s"));
  ASSERT_EQ(played.writes.size(), 4U);
  EXPECT_EQ(played.writes[1].bytes, "9\r\ndat");
  EXPECT_EQ(played.writes[1].at, 10ms);
  EXPECT_EQ(played.writes[2].bytes, "a: b\n\n\r\n");
  EXPECT_EQ(played.writes[2].at, 1'010ms);
}

TEST(Stall, AddsUpWhereThereAreTwo) {
  EXPECT_THAT(times_of(compile::broken(paced_for_test(), "stall:event=2;for=1s,stall:event=2;for=2s")),
              ElementsAre(0us, 3'010ms, 3'020ms));
}

TEST(Stall, HoldsUpARecording) {
  EXPECT_THAT(
      times_of(compile::broken(compile::recorded_for_test({"data: a\n\n", "data: b\n\n"}), "stall:event=2;for=1s")),
      ElementsAre(10ms, 1'020ms));
}

TEST(Stall, StandsBeforeTheFinishByItself) {
  const program::WireProgram program = compile::broken(compile::reply_for_test(), "stall");
  const auto played = program::play_in_memory(program);
  EXPECT_EQ(program.bytes, compile::broken(compile::reply_for_test(), "").bytes);
  for (const program::PlayedWrite& write : played.writes) {
    const bool is_behind = write.bytes.find("\"finish_reason\":\"") != std::string::npos ||
                           write.bytes.find("[DONE]") != std::string::npos;
    EXPECT_EQ(write.at, is_behind ? 1s : 0s) << write.bytes;
  }
}

}  // namespace
}  // namespace wiretape::fault
