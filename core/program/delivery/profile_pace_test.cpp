#include "wiretape/core/program/delivery/profile_pace.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/program/play/play_in_memory_for_test.h"
#include "wiretape/core/tape/profile/load_profile.h"
#include "wiretape/core/tape/profile/shipped_profiles.h"

namespace wiretape::program {
namespace {

using std::chrono::microseconds;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

tape::Profile typical() {
  return std::get<tape::Profile>(tape::parse_profile(tape::find_shipped_profile("typical")->text, "typical"));
}

tape::Profile constant_gap() {
  return {.gap = {{0, 10ms}, {tape::whole_share, 10ms}}};
}

/// A body of that many events of one digit, 9 bytes each.
Body events(std::size_t count) {
  provider::Events events;
  for (std::size_t index = 0; index < count; ++index)
    events.events.emplace_back(provider::DataEvent{"", std::to_string(index % 10), {}});
  return encode(events, wire::Framing::sse);
}

std::vector<microseconds> gaps_of(const tape::Profile& profile, std::size_t count, std::uint64_t seed = 1) {
  Random random(seed);
  ProfileGaps gaps(profile, random);
  std::vector<microseconds> all(count);
  std::ranges::generate(all, [&] { return gaps.next(); });
  return all;
}

double share_of(const std::vector<microseconds>& times, auto&& is) {
  return static_cast<double>(std::ranges::count_if(times, is)) / static_cast<double>(times.size());
}

double milliseconds_at(std::vector<microseconds>& times, double share) {
  std::ranges::sort(times);
  const auto at = static_cast<std::size_t>(share * static_cast<double>(times.size()));
  return static_cast<double>(times[at].count()) / 1000;
}

TEST(ProfileGaps, AreTheSameEverywhereForASeed) {
  EXPECT_THAT(gaps_of(typical(), 10, 42),
              ElementsAre(33757us, 45918us, 32us, 917us, 3us, 19us, 16304us, 18827us, 12us, 21783us));
}

// The figures of one large provider, which the shipped profile is made after. The seed is fixed: what holds once holds.
TEST(ProfileGaps, OfTheShippedProfileHaveTheFiguresOfTheField) {
  auto gaps = gaps_of(typical(), 100'000);
  EXPECT_NEAR(share_of(gaps, [](auto gap) { return gap < 1ms; }), 0.21, 0.005);
  EXPECT_NEAR(share_of(gaps, [](auto gap) { return gap > 100ms; }), 0.02, 0.002);
  EXPECT_NEAR(milliseconds_at(gaps, 0.5), 9.3, 0.3);
  EXPECT_NEAR(milliseconds_at(gaps, 0.9), 48.7, 1);
  EXPECT_NEAR(milliseconds_at(gaps, 0.99), 123, 8);
}

TEST(ProfileGaps, OfTheShippedProfileComeInBursts) {
  const auto gaps = gaps_of(typical(), 100'000);
  int runs = 0;
  int of_runs = 0;
  for (std::size_t index = 0; index < gaps.size(); ++index) {
    if (gaps[index] >= 1ms) continue;
    ++of_runs;
    runs += index == 0 || gaps[index - 1] >= 1ms ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(of_runs) / runs, 1.4, 0.02);
}

TEST(ProfileGaps, KeepTheirDistributionInLongBursts) {
  const tape::Profile profile{.gap = {{0, 0us}, {500'000, 1ms}, {tape::whole_share, 3ms}},
                              .bursts = tape::Bursts{.below = 1ms, .mean_length = 20 * tape::whole_share}};
  auto gaps = gaps_of(profile, 100'000);
  EXPECT_NEAR(share_of(gaps, [](auto gap) { return gap < 1ms; }), 0.5, 0.02);
  EXPECT_NEAR(milliseconds_at(gaps, 0.75), 2, 0.05);
}

TEST(DrawFirstByte, OfTheShippedProfileHasTheFiguresOfTheField) {
  Random random(1);
  std::vector<microseconds> times(100'000);
  std::ranges::generate(times, [&, profile = typical()] { return draw_first_byte(profile, random); });
  EXPECT_NEAR(milliseconds_at(times, 0.5), 417, 3);
  EXPECT_NEAR(milliseconds_at(times, 0.99), 1700, 40);
  EXPECT_EQ(draw_first_byte(constant_gap(), random), 0us);
}

TEST(CutByProfile, OfTheShippedProfileBringsAsManyEventsAsInTheField) {
  const std::size_t count = 100'000;
  Random random(1);
  const auto cuts = cut_by_profile(events(count), typical(), random);
  std::size_t most = 0;
  std::size_t begin = 0;
  for (const std::size_t cut : cuts) {
    ASSERT_EQ(cut % 9, 0U);
    most = std::max(most, (cut - begin) / 9);
    begin = cut;
  }
  EXPECT_NEAR(static_cast<double>(count) / static_cast<double>(cuts.size() + 1), 1.3, 0.01);
  EXPECT_EQ(most, 15U);
}

TEST(CutByProfile, IsTheSameEverywhereForASeed) {
  auto profile = constant_gap();
  profile.events_per_read = {{1, 2}, {3, 1}, {7, 1}};
  Random random(42);
  EXPECT_THAT(cut_by_profile(events(20), profile, random), ElementsAre(27, 54, 63, 72, 81, 90, 117));
}

TEST(CutByProfile, KeepsCommentsWithTheEventAfterThem) {
  Random random(1);
  Body body = verbatim_body("data: a\n\n: one\n: two\n\ndata: b\n: inside b\ndata: c\n\n: last\n\n");
  body.event_starts = {0, 23};
  body.comment_starts = {9, 15, 31, 51};
  EXPECT_THAT(cut_by_profile(body, constant_gap(), random), ElementsAre(9));
  body.bytes = "data: a\r\n\r\n: one\r\n\r\ndata: b\r\n\r\n";
  body.event_starts = {0, 20};
  body.comment_starts = {11};
  EXPECT_THAT(cut_by_profile(body, constant_gap(), random), ElementsAre(11));
}

TEST(CutByProfile, CutsAtPausesToo) {
  auto profile = constant_gap();
  profile.events_per_read = {{4, 1}};
  Body body = events(8);
  body.pauses = {{18, 1s}};
  Random random(1);
  EXPECT_THAT(cut_by_profile(body, profile, random), ElementsAre(18, 36));
}

TEST(CutByProfile, CutsInsideEventsAsOftenAsTheProfileSays) {
  auto profile = constant_gap();
  profile.inside_event = 100'000;
  Random random(1);
  const auto cuts = cut_by_profile(events(10'000), profile, random);
  ASSERT_EQ(cuts.size(), 9'999U);
  const auto inside = std::ranges::count_if(cuts, [](std::size_t cut) { return cut % 9 != 0; });
  EXPECT_NEAR(static_cast<double>(inside), 1000, 60);
  profile.inside_event = tape::whole_share;
  EXPECT_THAT(cut_by_profile(events(50), profile, random),
              Each(::testing::Truly([](auto cut) { return cut % 9 != 0; })));
}

TEST(CutByProfile, CutsNothingWhereThereAreNoEvents) {
  Random random(1);
  EXPECT_THAT(cut_by_profile(verbatim_body("{}"), typical(), random), IsEmpty());
  EXPECT_THAT(cut_by_profile(events(1), typical(), random), IsEmpty());
  EXPECT_THAT(cut_by_profile(verbatim_body(""), typical(), random), IsEmpty());
}

class CompileWithAProfile : public ::testing::Test {
 protected:
  static WireProgram program(Body body, std::uint64_t seed, double speed = 1) {
    tape::Delivery delivery;
    delivery.profile = tape::NamedProfile{"typical", std::make_shared<const tape::Profile>(typical())};
    delivery.speed = speed;
    return compile({.head = {}, .body = std::move(body), .framing = wire::Framing::sse}, delivery, {}, seed);
  }
};

TEST_F(CompileWithAProfile, PlaysALongStreamAsTheSeedSays) {
  const WireProgram one = program(events(20'000), 1);
  EXPECT_EQ(one, program(events(20'000), 1));
  EXPECT_NE(one, program(events(20'000), 2));
  const PlayedProgram played = play_in_memory(one);
  std::string all;
  microseconds earlier{0};
  for (const PlayedWrite& write : played.writes) {
    all += write.bytes;
    EXPECT_LE(earlier, write.at);
    earlier = write.at;
  }
  EXPECT_EQ(all, one.bytes);
  EXPECT_GE(played.writes.front().at, 240ms);
  EXPECT_GT(played.duration, 4min);
  EXPECT_LT(played.duration, 7min);
}

TEST_F(CompileWithAProfile, AddsPausesAndDividesBySpeed) {
  Body paused = events(100);
  paused.pauses = {{900, 1h}};  // at the end, so that no cut is moved
  const auto plain = play_in_memory(program(events(100), 1)).duration;
  EXPECT_EQ(play_in_memory(program(paused, 1)).duration, plain + 1h);
  EXPECT_EQ(play_in_memory(program(paused, 1, 0.5)).duration, 2 * (plain + 1h));
}

}  // namespace
}  // namespace wiretape::program
