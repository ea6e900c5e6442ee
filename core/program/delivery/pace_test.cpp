#include "wiretape/core/program/delivery/pace.h"

#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

Schedule pace(const Body& body, const std::vector<std::size_t>& cuts, const tape::Delivery& delivery,
              std::uint64_t seed = 1) {
  Random random(seed);
  return pace_body(body, cuts, delivery, random);
}

TEST(PaceBody, WaitsForNothingByDefault) {
  const auto schedule = pace(verbatim_body("123"), {1, 2}, {});
  EXPECT_EQ(schedule.head, 0us);
  EXPECT_THAT(schedule.fragments, ElementsAre(0us, 0us, 0us));
  EXPECT_EQ(schedule.end, 0us);
}

TEST(PaceBody, WaitsForTheFirstByteThenForEachGap) {
  tape::Delivery delivery;
  delivery.first_byte = 200ms;
  delivery.gap = 20ms;
  const auto schedule = pace(verbatim_body("123"), {1, 2}, delivery);
  EXPECT_EQ(schedule.head, 200ms);
  EXPECT_THAT(schedule.fragments, ElementsAre(200ms, 220ms, 240ms));
  EXPECT_EQ(schedule.end, 240ms);
}

TEST(PaceBody, KeepsEventsApartHoweverTheyAreCut) {
  auto body = verbatim_body(std::string(40, 'x'));
  body.event_starts = {0, 10, 30};
  body.comment_starts = {20};
  tape::Delivery delivery;
  delivery.first_byte = 5ms;
  delivery.gap = 20ms;
  EXPECT_THAT(pace(body, {10, 20, 30}, delivery).fragments, ElementsAre(5ms, 25ms, 45ms, 65ms));
  EXPECT_THAT(pace(body, {3, 9, 10, 17, 21, 35}, delivery).fragments,
              ElementsAre(5ms, 5ms, 5ms, 25ms, 25ms, 45ms, 65ms));
  EXPECT_THAT(pace(body, {30}, delivery).fragments, ElementsAre(5ms, 65ms));
}

TEST(PaceBody, KeepsWritesApartBesideThat) {
  auto body = verbatim_body(std::string(20, 'x'));
  body.event_starts = {0, 10};
  tape::Delivery delivery;
  delivery.gap = 20ms;
  delivery.write_gap = 1ms;
  EXPECT_THAT(pace(body, {5, 10, 15}, delivery).fragments, ElementsAre(0us, 1ms, 22ms, 23ms));
  delivery.gap = 0us;
  delivery.tokens_per_second = 100;
  EXPECT_THAT(pace(body, {5, 15}, delivery).fragments, ElementsAre(0us, 11ms, 22ms));
}

TEST(PaceBody, JittersEventsNotTheirPieces) {
  auto body = verbatim_body(std::string(20, 'x'));
  body.event_starts = {0, 10};
  tape::Delivery delivery;
  delivery.gap = 20ms;
  delivery.jitter = 5ms;
  const auto times = pace(body, {5, 10, 15}, delivery).fragments;
  EXPECT_EQ(times[1], times[0]);
  EXPECT_NE(times[2], 20ms);
  EXPECT_EQ(times[3], times[2]);
}

TEST(PaceBody, AddsPausesWhereTheyStand) {
  auto body = verbatim_body("1234");
  body.pauses = {{0, 5ms}, {2, 7ms}, {2, 1ms}, {4, 100ms}};
  tape::Delivery delivery;
  delivery.gap = 10ms;
  const auto schedule = pace(body, {2}, delivery);
  EXPECT_EQ(schedule.head, 0us);
  EXPECT_THAT(schedule.fragments, ElementsAre(5ms, 23ms));
  EXPECT_EQ(schedule.end, 123ms);
}

TEST(PaceBody, PacesByTokensWhateverTheFragments) {
  auto body = verbatim_body(std::string(40, 'x'));
  body.marks = {
      {provider::MarkKind::delta, 1, 10}, {provider::MarkKind::delta, 2, 20}, {provider::MarkKind::delta, 3, 30}};
  tape::Delivery delivery;
  delivery.tokens_per_second = 100;
  EXPECT_THAT(pace(body, {10, 20, 30}, delivery).fragments, ElementsAre(0us, 0us, 10ms, 20ms));
  EXPECT_THAT(pace(body, {5, 10, 15, 30, 35}, delivery).fragments, ElementsAre(0us, 0us, 0us, 10ms, 20ms, 30ms));
}

TEST(PaceBody, CountsEveryEventAsATokenWhereNoDialectMarksThem) {
  auto body = verbatim_body(std::string(30, 'x'));
  body.event_starts = {0, 10, 20};
  tape::Delivery delivery;
  delivery.tokens_per_second = 1000;
  EXPECT_THAT(pace(body, {10, 20}, delivery).fragments, ElementsAre(0us, 1ms, 2ms));
}

TEST(PaceBody, JittersWithinItsReachAndTheSameForASeed) {
  tape::Delivery delivery;
  delivery.gap = 10ms;
  delivery.jitter = 4ms;
  std::vector<std::size_t> cuts(200);
  for (std::size_t i = 0; i < cuts.size(); ++i)
    cuts[i] = i + 1;
  const auto body = verbatim_body(std::string(201, 'x'));
  const auto times = pace(body, cuts, delivery, 9).fragments;
  EXPECT_EQ(times, pace(body, cuts, delivery, 9).fragments);
  EXPECT_NE(times, pace(body, cuts, delivery, 10).fragments);
  bool is_earlier = false;
  bool is_later = false;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const auto gap = times[i] - times[i - 1];
    EXPECT_GE(gap, 6ms);
    EXPECT_LE(gap, 14ms);
    is_earlier |= gap < 7ms;
    is_later |= gap > 13ms;
  }
  EXPECT_TRUE(is_earlier);
  EXPECT_TRUE(is_later);
}

TEST(PaceBody, NeverGoesBack) {
  tape::Delivery delivery;
  delivery.jitter = 5ms;
  const auto times = pace(verbatim_body("1234"), {1, 2, 3}, delivery).fragments;
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
}

TEST(PaceBody, DividesEverythingBySpeed) {
  auto body = verbatim_body("12");
  body.pauses = {{1, 60s}};
  tape::Delivery delivery;
  delivery.first_byte = 100ms;
  delivery.gap = 10ms;
  delivery.speed = 10;
  const auto schedule = pace(body, {1}, delivery);
  EXPECT_EQ(schedule.head, 10ms);
  EXPECT_THAT(schedule.fragments, ElementsAre(10ms, 6011ms));
}

TEST(PaceBody, KeepsTheNominalTimesOfAnInstantPlay) {
  auto body = verbatim_body("12");
  body.pauses = {{1, 60s}};
  tape::Delivery delivery;
  delivery.instant = true;
  delivery.gap = 10ms;
  delivery.speed = 2;
  EXPECT_THAT(pace(body, {1}, delivery).fragments, ElementsAre(0us, 30005ms));
}

TEST(PaceBody, GivesAnEmptyBodyNoFragment) {
  tape::Delivery delivery;
  delivery.first_byte = 3ms;
  const auto schedule = pace(verbatim_body(""), {}, delivery);
  EXPECT_THAT(schedule.fragments, IsEmpty());
  EXPECT_EQ(schedule.end, 3ms);
}

}  // namespace
}  // namespace wiretape::program
