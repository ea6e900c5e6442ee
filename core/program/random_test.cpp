#include "wiretape/core/program/random.h"

#include <array>
#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

// Literal numbers: another compiler, library or rewrite must give these.
TEST(Random, GivesPinnedNumbersForSeedZero) {
  Random random(0);
  EXPECT_EQ(random.next(), 0x99EC5F36CB75F2B4U);
  EXPECT_EQ(random.next(), 0xBF6E1F784956452AU);
  EXPECT_EQ(random.next(), 0x1A5F849D4933E6E0U);
  EXPECT_EQ(random.next(), 0x6AA594F1262D2D2CU);
}

TEST(Random, PinsBetween) {
  Random random(42);
  std::array<std::uint64_t, 8> drawn{};
  for (auto& number : drawn)
    number = random.between(1, 100);
  EXPECT_EQ(drawn, (std::array<std::uint64_t, 8>{43, 3, 10, 94, 77, 85, 55, 8}));
}

TEST(Random, StaysBetweenItsBoundsAndReachesBoth) {
  Random random(7);
  std::array<int, 5> seen{};
  for (int i = 0; i < 1000; ++i) {
    const auto number = random.between(10, 14);
    ASSERT_GE(number, 10U);
    ASSERT_LE(number, 14U);
    ++seen[number - 10];
  }
  for (const int count : seen)
    EXPECT_GT(count, 100);
}

TEST(Random, TakesTheWholeRangeAndASingleValue) {
  Random random(1);
  EXPECT_EQ(random.between(5, 5), 5U);
  Random same(1);
  static_cast<void>(same.between(5, 5));
  EXPECT_EQ(random.between(0, std::numeric_limits<std::uint64_t>::max()), same.next());
}

TEST(MixSeed, DependsOnBothArgumentsAndIsPinned) {
  EXPECT_EQ(mix_seed(0, std::uint64_t{0}), 12035550249420947055U);
  EXPECT_NE(mix_seed(1, std::uint64_t{2}), mix_seed(2, std::uint64_t{1}));
  EXPECT_EQ(mix_seed(0, "hello"), 10270660973380590755U);
  EXPECT_NE(mix_seed(0, "hello"), mix_seed(0, "hellp"));
  EXPECT_NE(mix_seed(0, "hello"), mix_seed(1, "hello"));
}

}  // namespace
}  // namespace wiretape::program
