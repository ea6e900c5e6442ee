#include "wiretape/core/tape/profile/load_profile.h"

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> mistakes_in_profile(std::string_view text) {
  std::vector<std::string> lines;
  const auto parsed = parse_profile(text, "p.profile");
  if (const auto* diagnostics = std::get_if<text::Diagnostics>(&parsed)) {
    for (const text::Diagnostic& diagnostic : *diagnostics)
      lines.push_back(text::to_string(diagnostic));
  }
  return lines;
}

/// The mistakes in a profile whose second line, "gap" apart, is this one.
std::vector<std::string> mistakes_beside_gap(const std::string& line) {
  return mistakes_in_profile("wiretape_profile: 1\n" + line + "\ngap: {p0: 0, p50: 10ms, p100: 20ms}\n");
}

TEST(LoadProfile, ReadsAllKeys) {
  const auto parsed = parse_profile(
      "wiretape_profile: 1\n"
      "first_byte: {p0: 100ms, p100: 1s}\n"
      "gap: {p0: 0, p12.5: 1ms, p99.9999: 5ms, p100: 5ms}\n"
      "bursts: {below: 1ms, mean_length: 1.5}\n"
      "events_per_read: {15: 1, 1: 80, 2: 19}\n"
      "inside_event: 0.024\n",
      "p.profile");
  ASSERT_TRUE(std::holds_alternative<Profile>(parsed));
  EXPECT_EQ(std::get<Profile>(parsed), (Profile{.first_byte = {{0, 100ms}, {1'000'000, 1s}},
                                                .gap = {{0, 0ms}, {125'000, 1ms}, {999'999, 5ms}, {1'000'000, 5ms}},
                                                .bursts = Bursts{.below = 1ms, .mean_length = 1'500'000},
                                                .events_per_read = {{1, 80}, {2, 19}, {15, 1}},
                                                .inside_event = 24'000}));
}

TEST(LoadProfile, ReadsJson) {
  const auto parsed = parse_profile(R"({"wiretape_profile": 1, "gap": {"p0": "1ms", "p100": "2ms"},
                                        "events_per_read": {"1": 3, "2": 1}})",
                                    "p.json");
  ASSERT_TRUE(std::holds_alternative<Profile>(parsed)) << text::to_string(std::get<text::Diagnostics>(parsed).front());
  EXPECT_EQ(std::get<Profile>(parsed).events_per_read, (std::vector<EventsPerRead>{{1, 3}, {2, 1}}));
}

TEST(LoadProfile, NeedsAGapOnly) {
  EXPECT_THAT(mistakes_in_profile("{wiretape_profile: 1, gap: {p0: 0, p100: 1ms}}"), IsEmpty());
  EXPECT_THAT(mistakes_in_profile("wiretape_profile: 1"),
              ElementsAre("p.profile:1:1: a profile without 'gap'; expected the key 'gap'"));
}

TEST(LoadProfile, RefusesOtherFiles) {
  EXPECT_THAT(mistakes_in_profile(""),
              ElementsAre(HasSubstr("nothing; expected a profile: the keys 'wiretape_profile' and 'gap'")));
  EXPECT_THAT(mistakes_in_profile("{gap: {p0: 0, p100: 1ms}}"),
              ElementsAre(HasSubstr("1:1: a profile without 'wiretape_profile'; expected 'wiretape_profile: 1'")));
  EXPECT_THAT(
      mistakes_in_profile("{wiretape_profile: 2, gaps: 1}"),
      ElementsAre("p.profile:1:20: profile format 2; expected 'wiretape_profile: 1'; this wiretape reads profile "
                  "format 1; the file says 2"));
  EXPECT_THAT(mistakes_in_profile("[]"), ElementsAre(HasSubstr("a list; expected a profile: a mapping")));
  EXPECT_THAT(mistakes_in_profile("gap: 'open"), ElementsAre(HasSubstr("p.profile:1:")));
  EXPECT_THAT(mistakes_in_profile(std::string(2 << 20, '#')),
              ElementsAre(HasSubstr("more than 1048576 bytes; expected a smaller profile")));
}

TEST(LoadProfile, RefusesPercentilesThatAreNone) {
  EXPECT_THAT(
      mistakes_beside_gap("first_byte: {p0: 1, p101: 1ms, q5: 1ms, p1.23456: 1ms, p: 1ms, p5.: 1ms, p100: 1ms}"),
      ElementsAre(HasSubstr("2:18: the number 1; expected a duration"),
                  HasSubstr("2:21: unknown key 'p101'; expected a percentile from p0 to p100, such as p50 or p99.9"),
                  HasSubstr("unknown key 'q5'"), HasSubstr("unknown key 'p1.23456'"), HasSubstr("unknown key 'p'"),
                  HasSubstr("unknown key 'p5.'")));
  EXPECT_THAT(mistakes_beside_gap("first_byte: 100ms"),
              ElementsAre(HasSubstr("2:13: the text '100ms'; expected percentiles: a mapping such as {p0: 1ms, ")));
}

TEST(LoadProfile, RefusesPercentilesThatFall) {
  EXPECT_THAT(mistakes_beside_gap("first_byte: {p0: 1ms, p50: 3ms, p25: 4ms, p100: 2ms}"),
              ElementsAre("p.profile:2:33: p25 after p50; expected percentiles that rise",
                          "p.profile:2:49: the text '2ms'; expected at least 4ms, as p25 says"));
}

TEST(LoadProfile, NeedsTheEndsOfADistribution) {
  EXPECT_THAT(mistakes_beside_gap("first_byte: {p50: 3ms}"),
              ElementsAre("p.profile:2:13: percentiles without 'p0'; expected the key 'p0'",
                          "p.profile:2:13: percentiles without 'p100'; expected the key 'p100'"));
}

TEST(LoadProfile, RefusesBurstsThatTheGapsCanNotHave) {
  EXPECT_THAT(mistakes_beside_gap("bursts: {below: 5ms, mean_length: 1}"), IsEmpty());
  EXPECT_THAT(mistakes_beside_gap("bursts: {below: 0, mean_length: 2}"),
              ElementsAre("p.profile:2:17: the number 0; expected a time that some gaps are below"));
  EXPECT_THAT(mistakes_beside_gap("bursts: {below: 21ms, mean_length: 2}"),
              ElementsAre("p.profile:2:17: the text '21ms'; expected a time that some gaps are not below"));
  EXPECT_THAT(mistakes_beside_gap("bursts: {below: 15ms, mean_length: 2.5}"),
              ElementsAre("p.profile:2:36: the number 2.5; expected at least 3; 75 % of the gaps are below 15ms"));
  EXPECT_THAT(mistakes_beside_gap("bursts: {below: 5ms, mean: 2}"),
              ElementsAre(HasSubstr("without 'mean_length'"), HasSubstr("unknown key 'mean'")));
}

TEST(LoadProfile, RefusesCountsAndSharesThatAreNone) {
  EXPECT_THAT(mistakes_beside_gap("events_per_read: {0: 1, 1: 0, two: 1, 3: 0.5}"),
              ElementsAre(HasSubstr("2:19: the number 0; expected a number of events from 1 to 1000000"),
                          HasSubstr("2:28: the number 0; expected a whole number from 1 to 1000000000"),
                          HasSubstr("the text 'two'; expected a number of events"), HasSubstr("the number 0.5")));
  EXPECT_THAT(mistakes_beside_gap("events_per_read: {}"), ElementsAre(HasSubstr("{1: 80, 2: 15, 3: 5}")));
  EXPECT_THAT(mistakes_beside_gap("inside_event: 2"), ElementsAre(HasSubstr("expected a number from 0 to 1")));
  EXPECT_THAT(mistakes_beside_gap("gaps: {}"), ElementsAre(HasSubstr("unknown key 'gaps'")));
}

}  // namespace
}  // namespace wiretape::tape
