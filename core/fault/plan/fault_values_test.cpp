#include "wiretape/core/fault/plan/fault_values.h"

#include <chrono>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::fault {
namespace {

using Kind = FaultParameter::Kind;
using namespace std::chrono_literals;
template <class Value>
std::string expected_by(const std::variant<Value, ValueFault>& parsed) {
  const auto* fault = std::get_if<ValueFault>(&parsed);
  return fault == nullptr ? "nothing: it was read" : fault->expected;
}

TEST(ParseCount, TakesDecimalNumbersInTheRange) {
  EXPECT_EQ(std::get<std::uint64_t>(parse_count("1", 1, 5)), 1U);
  EXPECT_EQ(std::get<std::uint64_t>(parse_count("5", 1, 5)), 5U);
  EXPECT_EQ(std::get<std::uint64_t>(parse_count("18446744073709551615", 0, unlimited)), unlimited);
}

TEST(ParseCount, RefusesTheRest) {
  for (const char* text : {"", "0", "6", "-1", "+1", "1.0", "1e3", " 1", "1 ", "0x1", "one", "99999999999999999999999"})
    EXPECT_EQ(expected_by(parse_count(text, 1, 5)), "a whole number from 1 to 5") << text;
  EXPECT_EQ(expected_by(parse_count("x", 2, unlimited)), "a whole number from 2");
}

TEST(ParseRange, TakesOneSeveralAndAllAfter) {
  EXPECT_EQ(std::get<OrdinalRange>(parse_range("3")), (OrdinalRange{3, 3}));
  EXPECT_EQ(std::get<OrdinalRange>(parse_range("2-5")), (OrdinalRange{2, 5}));
  EXPECT_EQ(std::get<OrdinalRange>(parse_range("4-4")), (OrdinalRange{4, 4}));
  EXPECT_EQ(std::get<OrdinalRange>(parse_range("2-")), (OrdinalRange{2, unlimited}));
}

TEST(ParseRange, RefusesTheRest) {
  for (const char* text : {"", "0", "-", "-3", "5-2", "1-2-3", "1,2", "a-b", "0-1", "1 - 2"})
    EXPECT_THAT(expected_by(parse_range(text)), ::testing::HasSubstr("an ordinal such as 2")) << text;
}

TEST(ParseChance, CountsThousandMillionths) {
  EXPECT_EQ(std::get<std::uint32_t>(parse_chance("0")), 0U);
  EXPECT_EQ(std::get<std::uint32_t>(parse_chance("1")), 1'000'000'000U);
  EXPECT_EQ(std::get<std::uint32_t>(parse_chance("1.0")), 1'000'000'000U);
  EXPECT_EQ(std::get<std::uint32_t>(parse_chance("0.25")), 250'000'000U);
  EXPECT_EQ(std::get<std::uint32_t>(parse_chance("0.000000001")), 1U);
}

TEST(ParseChance, RefusesTheRest) {
  for (const char* text : {"", ".", ".5", "0.", "1.1", "2", "-0.1", "0.0000000001", "50%", "0.5.5", "1e-3"})
    EXPECT_THAT(expected_by(parse_chance(text)), ::testing::HasSubstr("a probability from 0 to 1")) << text;
}

constexpr FaultParameter count{.name = "c", .kind = Kind::count, .standard = "", .meaning = "", .least = 1, .most = 9};
constexpr FaultParameter duration{
    .name = "d", .kind = Kind::duration, .standard = "", .meaning = "", .least = 1'000, .most = 2'000'000};
constexpr FaultParameter flag{.name = "f", .kind = Kind::flag, .standard = "", .meaning = ""};
constexpr FaultParameter text{.name = "t", .kind = Kind::text, .standard = "", .meaning = ""};
constexpr FaultParameter word{.name = "w", .kind = Kind::word, .standard = "", .meaning = "", .words = "left|right"};

TEST(ParseArgument, GivesWhatTheParameterIs) {
  EXPECT_EQ(std::get<ArgumentValue>(parse_argument(count, "9")), ArgumentValue(std::uint64_t{9}));
  EXPECT_EQ(std::get<ArgumentValue>(parse_argument(duration, "1.5s")), ArgumentValue(1'500'000us));
  EXPECT_EQ(std::get<ArgumentValue>(parse_argument(flag, "false")), ArgumentValue(false));
  EXPECT_EQ(std::get<ArgumentValue>(parse_argument(text, "any; thing")), ArgumentValue(std::string("any; thing")));
  EXPECT_EQ(std::get<ArgumentValue>(parse_argument(word, "right")), ArgumentValue(std::string("right")));
}

TEST(ParseArgument, SaysWhatWasExpected) {
  EXPECT_EQ(expected_by(parse_argument(count, "10")), "a whole number from 1 to 9");
  EXPECT_EQ(expected_by(parse_argument(duration, "1us")), "a duration from 1ms to 2s, such as 250us, 20ms or 1.5s");
  EXPECT_EQ(expected_by(parse_argument(duration, "3s")), describe(duration));
  EXPECT_EQ(expected_by(parse_argument(duration, "7")), describe(duration));
  EXPECT_EQ(expected_by(parse_argument(flag, "yes")), "true or false");
  EXPECT_EQ(expected_by(parse_argument(word, "lef")), "one of: left, right");
  EXPECT_EQ(expected_by(parse_argument(word, "left|right")), "one of: left, right");
  EXPECT_EQ(expected_by(parse_argument(word, "")), "one of: left, right");
}

TEST(Describe, NamesATextPlainly) {
  EXPECT_EQ(describe(text), "a text");
}

}  // namespace
}  // namespace wiretape::fault
