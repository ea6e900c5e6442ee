#include "wiretape/core/tape/load/load_delivery.h"

#include <chrono>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Delivery read(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  ProfileFiles profiles("tape.yaml");
  Delivery delivery = read_delivery(parsed.root(), profiles, parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  return delivery;
}

std::vector<std::string> mistakes_in_delivery(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  ProfileFiles profiles("tape.yaml");
  (void)read_delivery(parsed.root(), profiles, parsed.mistakes());
  return parsed.lines();
}

TEST(LoadDelivery, ReadsAllKeys) {
  const Delivery delivery = read(
      "{first_byte: 200ms, gap: 20ms, write_gap: 1ms, jitter: 5ms, speed: 2, fragment: {size: 7}, seed: "
      "18446744073709551615}");
  EXPECT_EQ(delivery.first_byte, 200ms);
  EXPECT_EQ(delivery.gap, 20ms);
  EXPECT_EQ(delivery.write_gap, 1ms);
  EXPECT_EQ(delivery.jitter, 5ms);
  EXPECT_EQ(delivery.speed, 2.0);
  EXPECT_EQ(std::get<FragmentSize>(delivery.fragment).bytes, 7U);
  EXPECT_EQ(delivery.seed, 18446744073709551615U);
  EXPECT_EQ(delivery.tokens_per_second, std::nullopt);
  EXPECT_FALSE(delivery.instant);
}

TEST(LoadDelivery, ReadsARateAndInstant) {
  EXPECT_EQ(read("{tokens_per_second: 42.5, first_byte: 1s}").tokens_per_second, 42.5);
  EXPECT_TRUE(read("{instant: true, fragment: utf8, seed: 3}").instant);
  EXPECT_FALSE(read("{instant: false, gap: 1ms}").instant);
  const Delivery nominal = read("{instant: true, gap: 1ms, speed: 2}");
  EXPECT_TRUE(nominal.instant);
  EXPECT_EQ(nominal.gap, 1ms);
}

TEST(LoadDelivery, HasDefaults) {
  const Delivery delivery = read("{}");
  EXPECT_EQ(delivery.first_byte, 0ms);
  EXPECT_EQ(delivery.gap, 0ms);
  EXPECT_EQ(delivery.speed, 1.0);
  EXPECT_EQ(delivery.seed, 0U);
  EXPECT_TRUE(std::holds_alternative<FragmentEvents>(delivery.fragment));
}

TEST(LoadDelivery, RefusesContradictions) {
  EXPECT_THAT(mistakes_in_delivery("{gap: 1ms, tokens_per_second: 5}"),
              ElementsAre("1:12: 'tokens_per_second' beside 'gap'; expected only one of them"));
}

TEST(LoadDelivery, RefusesValuesOfTheWrongKind) {
  EXPECT_THAT(mistakes_in_delivery("{jitter: 20, gap: -5ms, first_byte: soon, speed: 0, seed: 1.5, instant: 1, "
                                   "fragment: none}"),
              ElementsAre(HasSubstr("1:10: the number 20; expected a duration"),
                          HasSubstr("a duration is not negative"), HasSubstr("the text 'soon'; expected a duration"),
                          HasSubstr("the number 0; expected a number from 0.001 to 1000000"),
                          HasSubstr("the number 1.5; expected a whole number from 0 to 18446744073709551615"),
                          HasSubstr("the number 1; expected true or false"),
                          HasSubstr("the text 'none'; expected event, line")));
}

TEST(LoadDelivery, RefusesUnknownKeys) {
  EXPECT_THAT(mistakes_in_delivery("{latency: 5ms}"),
              ElementsAre("1:2: unknown key 'latency'; expected one of: first_byte, gap, write_gap, jitter, "
                          "tokens_per_second, profile, "
                          "speed, instant, fragment, seed"));
}

}  // namespace
}  // namespace wiretape::tape
