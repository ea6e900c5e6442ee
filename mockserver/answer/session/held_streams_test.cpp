#include "wiretape/mockserver/answer/session/held_streams.h"

#include <chrono>
#include <cstdint>
#include <future>
#include <optional>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using journal::HoldEnd;
using program::HoldAction;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

/// Three plays, of which 1 and 2 are in the session "a" and 3 is in none; the connections have their numbers plus ten.
class Streams : public ::testing::Test {
 protected:
  Streams() {
    streams_.on_release([this](std::uint64_t connection) { woken_.push_back(connection); });
    begin(12, 2, "a");
    begin(11, 1, "a");
    begin(13, 3, "");
  }

  void begin(std::uint64_t connection, std::uint64_t number, std::string_view session) {
    streams_.requested(session, connection);
    streams_.number(connection, number);
  }

  void arrive(std::uint64_t connection, const HoldAction& hold = {30s}) { streams_.arrive(connection, hold, now_); }

  /// What has ended the hold; nullopt while it lasts.
  std::optional<HoldEnd> end_of(std::uint64_t connection) {
    const auto stay = streams_.stay(connection, now_);
    const auto* end = std::get_if<HoldEnd>(&stay);
    return end == nullptr ? std::nullopt : std::optional(*end);
  }

  HeldStreams streams_;
  std::vector<std::uint64_t> woken_;
  HeldStreams::Time now_{1h};
};

TEST_F(Streams, StayUntilTheyAreReleased) {
  arrive(11);
  EXPECT_EQ(std::get<HeldStreams::Time>(streams_.stay(11, now_)), now_ + 30s);
  EXPECT_EQ(streams_.release(), 1U);
  EXPECT_THAT(woken_, ElementsAre(11));
  EXPECT_EQ(end_of(11), HoldEnd::released);
  EXPECT_EQ(streams_.release(), 0U);
}

TEST_F(Streams, GoOnAtTheirLimit) {
  arrive(11, {2s});
  now_ += 2s - 1us;
  EXPECT_EQ(end_of(11), std::nullopt);
  now_ += 1us;
  EXPECT_EQ(end_of(11), HoldEnd::limit);
}

TEST_F(Streams, AreReleasedOncePerHold) {
  arrive(11);
  streams_.release();
  EXPECT_EQ(end_of(11), HoldEnd::released);
  arrive(11);
  EXPECT_EQ(end_of(11), std::nullopt);
}

TEST_F(Streams, AreReleasedBySession) {
  for (const std::uint64_t connection : {11, 12, 13})
    arrive(connection);
  EXPECT_EQ(streams_.release("a"), 2U);
  EXPECT_THAT(woken_, ElementsAre(11, 12));
  EXPECT_EQ(end_of(13), std::nullopt);
  EXPECT_EQ(streams_.release(""), 1U);
  EXPECT_EQ(streams_.release("nobody"), 0U);
}

TEST_F(Streams, AreNotReleasedBeforeTheyAreHeld) {
  EXPECT_EQ(streams_.release(), 0U);
  arrive(11);
  EXPECT_EQ(end_of(11), std::nullopt);
}

TEST_F(Streams, GoOnAtTheNextRequestWhereTheyWaitForOne) {
  arrive(11, {30s, true});
  arrive(12);
  arrive(13, {30s, true});
  streams_.requested("a");
  EXPECT_THAT(woken_, ElementsAre(11));
  EXPECT_EQ(end_of(11), HoldEnd::next_request);
  EXPECT_EQ(end_of(12), std::nullopt);
  EXPECT_EQ(end_of(13), std::nullopt);
}

TEST_F(Streams, CountRequestsThatCameBeforeTheHold) {
  streams_.requested("a");
  arrive(11, {30s, true});
  EXPECT_EQ(end_of(11), HoldEnd::next_request);
  arrive(11, {30s, true});
  EXPECT_EQ(end_of(11), std::nullopt) << "a request ends one hold";
  EXPECT_EQ(streams_.release("a"), 1U) << "they can be released, too";
}

TEST_F(Streams, GoOnAtAPlayThatBeganLater) {
  begin(14, 4, "b");
  begin(15, 5, "b");
  arrive(14, {30s, true});
  arrive(15, {30s, true});
  EXPECT_EQ(end_of(14), HoldEnd::next_request);
  EXPECT_EQ(end_of(15), std::nullopt);
}

TEST_F(Streams, AreToldWhileTheyAreHeld) {
  arrive(12);
  arrive(11, {30s, true});
  const auto held = streams_.held();
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(held[0].number, 1U);
  EXPECT_EQ(held[1].number, 2U);
  EXPECT_EQ(held[1].session, "a");
  EXPECT_EQ(held[1].since, now_);
  EXPECT_TRUE(held[0].ends_at_next_request);
  EXPECT_FALSE(held[1].ends_at_next_request);
  EXPECT_EQ(streams_.count("a"), 2U);
  EXPECT_EQ(streams_.count(""), 0U);
  streams_.end(12);
  EXPECT_EQ(streams_.count(), 1U);
  streams_.release();
  EXPECT_THAT(streams_.held(), IsEmpty()) << "also before it knows";
}

TEST_F(Streams, CanBeWaitedFor) {
  EXPECT_FALSE(streams_.wait_held(1, 0ms));
  auto waiting = std::async(std::launch::async, [this] { return streams_.wait_held(2, 30s, "a"); });
  for (const std::uint64_t connection : {13, 11, 12})
    arrive(connection);
  EXPECT_TRUE(waiting.get());
}

TEST_F(Streams, AreHeldNoMoreOnceThatIsOver) {
  arrive(11);
  streams_.stop_holding();
  EXPECT_EQ(end_of(11), HoldEnd::released);
  arrive(12);
  EXPECT_EQ(end_of(12), HoldEnd::released);
}

}  // namespace
}  // namespace wiretape::mockserver
