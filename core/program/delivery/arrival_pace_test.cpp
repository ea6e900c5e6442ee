#include "wiretape/core/program/delivery/arrival_pace.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

TEST(PaceArrivals, MakesOneFragmentARead) {
  const auto pace = pace_arrivals({{100ms, 3}, {10'250us, 4}, {1us, 2}}, {});
  EXPECT_THAT(pace.cuts, ElementsAre(3, 7));
  EXPECT_EQ(pace.schedule.head, 100ms);
  EXPECT_THAT(pace.schedule.fragments, ElementsAre(100ms, 110'250us, 110'251us));
  EXPECT_EQ(pace.schedule.end, 110'251us);
}

TEST(PaceArrivals, GivesReadsWithoutBytesToHeadAndEnd) {
  const auto pace = pace_arrivals({{100ms, 0}, {10ms, 3}, {5ms, 0}, {1ms, 2}, {7ms, 0}}, {});
  EXPECT_THAT(pace.cuts, ElementsAre(3));
  EXPECT_EQ(pace.schedule.head, 100ms);
  EXPECT_THAT(pace.schedule.fragments, ElementsAre(110ms, 116ms));
  EXPECT_EQ(pace.schedule.end, 123ms);
}

TEST(PaceArrivals, IsScaledByTheDelivery) {
  tape::Delivery fast;
  fast.speed = 10;
  EXPECT_THAT(pace_arrivals({{100ms, 3}, {50ms, 4}}, fast).schedule.fragments, ElementsAre(10ms, 15ms));
}

TEST(PaceArrivals, OfNothingIsNothing) {
  const auto pace = pace_arrivals({}, {});
  EXPECT_THAT(pace.cuts, IsEmpty());
  EXPECT_THAT(pace.schedule.fragments, IsEmpty());
}

}  // namespace
}  // namespace wiretape::program
