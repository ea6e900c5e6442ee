#include "wiretape/core/tape/profile/profile.h"

#include <chrono>

#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using namespace std::chrono_literals;

const Percentiles percentiles{{0, 2ms}, {250'000, 4ms}, {500'000, 4ms}, {1'000'000, 24h}};

TEST(Percentiles, GiveTheTimeOfAShare) {
  EXPECT_EQ(time_at(percentiles, 0), 2ms);
  EXPECT_EQ(time_at(percentiles, 125'000), 3ms);
  EXPECT_EQ(time_at(percentiles, 249'999), 3'999us) << "rounded down";
  EXPECT_EQ(time_at(percentiles, 300'000), 4ms);
  EXPECT_EQ(time_at(percentiles, 500'000), 4ms);
  EXPECT_EQ(time_at(percentiles, 750'000), 4ms + (24h - 4ms) / 2) << "no product overflows";
}

TEST(Percentiles, GiveTheShareBelowATime) {
  EXPECT_EQ(share_below(percentiles, 1ms), 0U);
  EXPECT_EQ(share_below(percentiles, 2ms), 0U);
  EXPECT_EQ(share_below(percentiles, 3ms), 125'000U);
  EXPECT_EQ(share_below(percentiles, 4ms), 250'000U);
  EXPECT_EQ(share_below(percentiles, 4ms + (24h - 4ms) / 2), 750'000U);
  EXPECT_EQ(share_below(percentiles, 25h), 1'000'000U);
}

TEST(NamedProfile, IsEqualWhereItSaysTheSame) {
  const auto named = [](Share inside) {
    return NamedProfile{"a", std::make_shared<const Profile>(Profile{.inside_event = inside})};
  };
  EXPECT_EQ(named(1), named(1));
  EXPECT_NE(named(1), named(2));
  EXPECT_NE(named(1), (NamedProfile{"b", named(1).profile}));
}

}  // namespace
}  // namespace wiretape::tape
