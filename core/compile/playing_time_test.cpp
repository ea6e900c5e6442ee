#include "wiretape/core/compile/playing_time.h"

#include <chrono>
#include <string>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"

namespace wiretape::compile {
namespace {

using namespace std::chrono_literals;

std::optional<std::chrono::microseconds> time_of(const std::string& exchange) {
  const auto parsed = tape::parse_tape("wiretape: 1\nexchanges:\n  - " + exchange + "\n", "t.yaml");
  return playing_time(std::get<tape::Tape>(parsed).exchanges.front());
}

TEST(PlayingTime, IsThatOfTheLastByte) {
  EXPECT_EQ(time_of("{response: {body: abc}}"), 0us);
  EXPECT_EQ(time_of("{response: {stream: [{data: a}, {data: b}, {data: c}]}, delivery: {first_byte: 1s, gap: 20ms}}"),
            1040ms);
  EXPECT_EQ(time_of("{response: {stream: [{data: a}, {wait: 3s}, {data: b}]}, delivery: {speed: 2}}"), 1500ms);
}

TEST(PlayingTime, OfAnInstantPlayIsWhatItWouldTake) {
  EXPECT_EQ(time_of("{response: {stream: [{data: a}, {data: b}]}, delivery: {instant: true, gap: 20ms}}"), 20ms);
}

TEST(PlayingTime, IsTheSameHoweverTheEventsAreCut) {
  EXPECT_EQ(time_of("{response: {stream: [{data: a}, {data: b}]}, delivery: {gap: 20ms, fragment: {size: 2}}}"), 20ms);
}

TEST(PlayingTime, LeavesOutFaults) {
  EXPECT_EQ(time_of("{response: {stream: [{data: a}, {data: b}]}, faults: ['stall:event=2;for=3s']}"), 0us);
}

TEST(PlayingTime, IsNotKnownOfATemplate) {
  EXPECT_EQ(time_of("{request: {path: '/{name}'}, response: {body: 'Hi {{path.name}}'}}"), std::nullopt);
}

}  // namespace
}  // namespace wiretape::compile
