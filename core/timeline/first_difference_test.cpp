#include "wiretape/core/timeline/first_difference.h"

#include <chrono>
#include <optional>

#include <gtest/gtest.h>

#include "wiretape/core/timeline/program_for_test.h"

namespace wiretape::timeline {
namespace {

using namespace std::chrono_literals;

TEST(FirstDifference, IsWhereOneSendsOtherBytes) {
  const auto program = program_for_test({"ab", "cd", "ef"});
  EXPECT_EQ(first_difference(program, program), std::nullopt);
  EXPECT_EQ(first_difference(program, program_for_test({"ab", "CD", "ef"})), 1U);
  EXPECT_EQ(first_difference(program, program_for_test({"ab", "c", "ef"})), 1U);
}

TEST(FirstDifference, LooksAtBytesAndNotAtOffsets) {
  auto program = program_for_test({"ab", "cd"});
  program.bytes = "abXcd";
  program.steps[1].action = program::WriteAction{3, 2};
  EXPECT_EQ(first_difference(program, program_for_test({"ab", "cd"})), std::nullopt);
}

TEST(FirstDifference, IsWhereOneWaitsOrEnds) {
  const auto program = program_for_test({"ab", "cd"});
  auto late = program;
  late.steps[1].at += 1us;
  EXPECT_EQ(first_difference(late, program), 1U);
  auto reset = program;
  reset.steps[2].action = program::ResetAction{};
  EXPECT_EQ(first_difference(reset, program), 2U);
  auto held = program;
  held.steps[1].action = program::HoldAction{1s};
  EXPECT_EQ(first_difference(held, program), 1U);
}

TEST(FirstDifference, IsTheEndWhereTheOtherOnlyGoesOn) {
  const auto program = program_for_test({"ab", "cd"});
  auto shorter = program;
  shorter.steps.pop_back();
  EXPECT_EQ(first_difference(shorter, program), 2U);
  EXPECT_EQ(first_difference(program, shorter), 2U);
}

}  // namespace
}  // namespace wiretape::timeline
