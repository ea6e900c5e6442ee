#include "wiretape/core/text/duration.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

std::optional<std::int64_t> microseconds_of(std::string_view text) {
  const auto parsed = parse_duration(text);
  const auto* duration = std::get_if<std::chrono::microseconds>(&parsed);
  return duration == nullptr ? std::nullopt : std::optional(duration->count());
}

std::string hint_for(std::string_view text) {
  const auto parsed = parse_duration(text);
  const auto* fault = std::get_if<DurationFault>(&parsed);
  return fault == nullptr ? "(a duration)" : fault->hint;
}

TEST(Duration, ReadsEveryUnit) {
  const std::vector<std::pair<std::string_view, std::int64_t>> durations{
      {"0", 0},
      {"0s", 0},
      {"250us", 250},
      {"200ms", 200'000},
      {"1.5s", 1'500'000},
      {"2m", 120'000'000},
      {"0.5ms", 500},
      {"412.310ms", 412'310},
      {"0.1s", 100'000},
      {"0.000001s", 1},
      {"0.1m", 6'000'000},
      {"1.0000000000000ms", 1000},
      {"007ms", 7000},
      {"1440m", 86'400'000'000},
  };
  for (const auto& [text, expected] : durations) {
    EXPECT_EQ(microseconds_of(text), expected) << text;
  }
}

TEST(Duration, IsExactWhereABinaryFractionIsNot) {
  EXPECT_EQ(microseconds_of("0.3s"), 300'000);
  EXPECT_EQ(microseconds_of("1.1m"), 66'000'000);
  EXPECT_EQ(microseconds_of("0.00000005m"), 3);
}

TEST(Duration, AsksForAUnit) {
  EXPECT_EQ(hint_for("250"), "say the unit: 250ms or 250s");
  EXPECT_EQ(hint_for("1.5"), "say the unit: 1.5ms or 1.5s");
  EXPECT_EQ(hint_for("0.0"), "say the unit: 0.0ms or 0.0s");
}

TEST(Duration, KnowsNoOtherUnits) {
  for (const char* text : {"1h", "1sec", "1S", "1MS", "1µs", "1ns", "1e3ms", "1_000ms", "1,5s", "1s2"}) {
    EXPECT_EQ(hint_for(text), "the units are us, ms, s and m") << text;
  }
  EXPECT_EQ(hint_for("200 ms"), "no blank before the unit");
}

TEST(Duration, RefusesWhatIsNoDuration) {
  for (const char* text : {"", "ms", "soon", ".5s", "+1s", " 1s", "null"}) {
    EXPECT_EQ(hint_for(text), "") << text;
  }
  EXPECT_EQ(hint_for("1.s"), "digits on both sides of the point");
  EXPECT_EQ(hint_for("-1s"), "a duration is not negative");
}

TEST(Duration, RefusesPartsOfAMicrosecond) {
  for (const char* text : {"0.5us", "1.0001ms", "0.0000001s", "0.000000001m", "0.1234567890123456789s"}) {
    EXPECT_EQ(hint_for(text), "the finest step is a whole microsecond") << text;
  }
}

TEST(Duration, RefusesMoreThanADay) {
  for (const char* text : {"1440.1m", "1441m", "86401s", "86400000001us", "99999999999999999999999999999s"}) {
    EXPECT_EQ(hint_for(text), "the longest duration is 1440m") << text;
  }
}

}  // namespace
}  // namespace wiretape::text
