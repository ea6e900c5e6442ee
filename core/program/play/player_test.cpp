#include "wiretape/core/program/play/player.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/play/play_in_memory_for_test.h"

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

struct ManualClock {
  std::chrono::microseconds time{0};
  [[nodiscard]] std::chrono::microseconds now() const { return time; }
};

/// Takes at most `room` bytes in all, then is full; `broken` breaks it.
struct TightSink {
  std::size_t room = 1000;
  bool broken = false;
  std::vector<std::string> taken{};
  std::vector<std::size_t> offsets{};
  std::optional<CloseAction> closed{};

  SinkResult write(std::size_t offset, std::string_view bytes) {
    if (broken) return {0, true};
    const auto size = std::min(room, bytes.size());
    room -= size;
    if (size > 0) {
      taken.emplace_back(bytes.substr(0, size));
      offsets.push_back(offset);
    }
    return {size, false};
  }
  void close(const CloseAction& action) { closed = action; }
};

WireProgram sample() {
  return {
      "abcdefgh", {{0us, WriteAction{0, 3}}, {10ms, WriteAction{3, 5}}, {20ms, FinAction{}}}, wire::Ending::complete};
}

Player player_of(WireProgram program) {
  return Player(std::make_shared<const WireProgram>(std::move(program)));
}

TEST(Player, WaitsUntilAStepIsDue) {
  auto player = player_of(sample());
  TightSink sink;
  ManualClock clock;
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  EXPECT_EQ(player.due(), 10ms);
  EXPECT_THAT(sink.taken, ElementsAre("abc"));
  clock.time = 10ms - 1us;
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  clock.time = 10ms;
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  EXPECT_THAT(sink.taken, ElementsAre("abc", "defgh"));
  EXPECT_EQ(sink.closed, std::nullopt);
  clock.time = 1h;
  EXPECT_EQ(player.advance(sink, clock), PlayState::finished);
  EXPECT_EQ(sink.closed, CloseAction(FinAction{}));
}

TEST(Player, CatchesUpWithoutDriftWhenTheClockRunsAhead) {
  auto player = player_of(sample());
  TightSink sink;
  ManualClock clock{1h};
  EXPECT_EQ(player.advance(sink, clock), PlayState::finished);
  EXPECT_THAT(sink.taken, ElementsAre("abc", "defgh"));
}

TEST(Player, GoesOnInsideAWriteWhenTheSinkWasFull) {
  for (std::size_t room = 0; room <= 8; ++room) {
    auto player = player_of({"abcdefgh", {{0us, WriteAction{0, 3}}, {0us, WriteAction{3, 5}}}, wire::Ending::complete});
    TightSink sink{room};
    ManualClock clock;
    auto state = player.advance(sink, clock);
    EXPECT_EQ(state, room < 8 ? PlayState::waiting_for_sink : PlayState::finished) << room;
    sink.room = 100;
    if (state != PlayState::finished) state = player.advance(sink, clock);
    EXPECT_EQ(state, PlayState::finished);
    std::string all;
    for (std::size_t i = 0; i < sink.taken.size(); ++i) {
      EXPECT_EQ(sink.offsets[i], all.size());
      all += sink.taken[i];
    }
    EXPECT_EQ(all, "abcdefgh");
  }
}

TEST(Player, StopsWhenThePeerIsGone) {
  auto player = player_of(sample());
  TightSink sink{.broken = true};
  ManualClock clock;
  EXPECT_EQ(player.advance(sink, clock), PlayState::broken);
}

TEST(Player, YieldsAfterManyStepsAndLosesNone) {
  WireProgram program;
  program.bytes = std::string(200, 'x');
  for (std::size_t i = 0; i < 200; ++i)
    program.steps.push_back({0us, WriteAction{i, 1}});
  auto player = player_of(std::move(program));
  TightSink sink;
  ManualClock clock;
  int yields = 0;
  while (player.advance(sink, clock) == PlayState::yielding)
    ++yields;
  EXPECT_EQ(yields, 3);
  EXPECT_EQ(sink.taken.size(), 200U);
}

TEST(Player, SaysWhenTheStepAtHandIsDueAndAtTheEndWhenTheLastWas) {
  auto player = player_of(sample());
  EXPECT_EQ(player.due(), 0us);
  TightSink sink;
  ManualClock clock{1h};
  EXPECT_EQ(player.advance(sink, clock), PlayState::finished);
  EXPECT_EQ(player.due(), 20ms);
  EXPECT_EQ(player_of({}).due(), 0us);
}

WireProgram held_program() {
  return {"abcdef",
          {{0us, WriteAction{0, 2}},
           {10ms, HoldAction{30s}},
           {10ms, WriteAction{2, 2}},
           {30ms, WriteAction{4, 2}},
           {30ms, FinAction{}}},
          wire::Ending::complete};
}

TEST(Player, WaitsAtAHoldUntilItIsReleased) {
  auto player = player_of(held_program());
  TightSink sink;
  ManualClock clock;
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  EXPECT_EQ(player.hold(), &std::get<HoldAction>(player.program().steps[1].action));
  clock.time = 10ms;
  EXPECT_EQ(player.advance(sink, clock), PlayState::held);
  clock.time = 1h;
  EXPECT_EQ(player.advance(sink, clock), PlayState::held) << "its limit is for whoever drives it";
  EXPECT_THAT(sink.taken, ElementsAre("ab"));
  player.release(clock.now());
  EXPECT_EQ(player.hold(), nullptr);
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  EXPECT_THAT(sink.taken, ElementsAre("ab", "cd"));
}

TEST(Player, KeepsAllGapsBehindAHold) {
  auto player = player_of(held_program());
  TightSink sink;
  ManualClock clock{25ms};  // late already
  EXPECT_EQ(player.advance(sink, clock), PlayState::held);
  clock.time = 5s;
  player.release(clock.now());
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  EXPECT_EQ(player.due(), 5s + 20ms);
  clock.time = 5s + 20ms;
  EXPECT_EQ(player.advance(sink, clock), PlayState::finished);
  EXPECT_THAT(sink.taken, ElementsAre("ab", "cd", "ef"));
}

TEST(Player, LosesNoTimeToAHoldThatEndsAtOnce) {
  auto player = player_of(held_program());
  TightSink sink;
  ManualClock clock{10ms};
  EXPECT_EQ(player.advance(sink, clock), PlayState::held);
  player.release(0us);
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  EXPECT_EQ(player.due(), 30ms);
}

TEST(PlayInMemory, PlaysAMinuteInNoTime) {
  const auto played = play_in_memory(
      {"ab", {{0us, WriteAction{0, 1}}, {60s, WriteAction{1, 1}}, {61s, FinAction{}}}, wire::Ending::complete});
  EXPECT_THAT(played.writes, ElementsAre(PlayedWrite{0us, "a"}, PlayedWrite{60s, "b"}));
  EXPECT_TRUE(played.has_fin());
  EXPECT_EQ(played.duration, 61s);
}

TEST(Player, ResetsWhereTheProgramSays) {
  auto player = player_of({"a", {{0us, WriteAction{0, 1}}, {0us, ResetAction{}}}, wire::Ending::reset});
  TightSink sink;
  ManualClock clock;
  EXPECT_EQ(player.advance(sink, clock), PlayState::finished);
  EXPECT_EQ(sink.closed, CloseAction(ResetAction{}));
}

TEST(Player, RepeatsByAbsoluteTimesUntilThePeerIsGone) {
  auto player =
      player_of({"a:\n", {{5ms, WriteAction{0, 1}}, {10ms, RepeatAction{1, 2, 15s}}}, wire::Ending::timed_out});
  TightSink sink;
  ManualClock clock{12ms};
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  EXPECT_EQ(player.due(), 15010ms);
  clock.time = 31s;
  EXPECT_EQ(player.advance(sink, clock), PlayState::waiting_for_time);
  EXPECT_THAT(sink.taken, ElementsAre("a", ":\n", ":\n", ":\n"));
  EXPECT_EQ(player.due(), 45010ms);
  sink.broken = true;
  clock.time = 1h;
  EXPECT_EQ(player.advance(sink, clock), PlayState::broken);
}

TEST(PlayInMemory, RepeatsWhatGoesOnForEverAFewTimes) {
  const auto played =
      play_in_memory({"ab", {{0us, WriteAction{0, 1}}, {1s, RepeatAction{1, 1, 2s}}}, wire::Ending::timed_out});
  EXPECT_EQ(played.text(), "abbb");
  EXPECT_EQ(played.duration, 5s);
  EXPECT_EQ(played.close, std::nullopt);
}

TEST(PlayInMemory, PlaysNothing) {
  const auto played = play_in_memory({});
  EXPECT_THAT(played.writes, IsEmpty());
  EXPECT_FALSE(played.has_fin());
}

}  // namespace
}  // namespace wiretape::program
