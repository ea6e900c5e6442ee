#include "wiretape/recorder/log/event_queue.h"

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::log {
namespace {

using capture::RequestBytes;
using capture::RequestSent;
using capture::ResponseEnded;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr std::size_t room = 10'000;

/// "7" an event of exchange 7, "7!" the place where its rest was dropped.
std::vector<std::string> taken(EventQueue& queue) {
  std::vector<std::string> names;
  for (const QueuedEvent& each : queue.take_all())
    names.push_back(std::to_string(each.exchange) + (each.event ? "" : "!"));
  return names;
}

RequestBytes large() {
  return {std::string(room, 'x')};
}

TEST(EventQueue, KeepsTheOrder) {
  EventQueue queue(room);
  queue.push(1, RequestSent{});
  queue.push(2, RequestSent{});
  queue.push(1, ResponseEnded{});
  EXPECT_THAT(taken(queue), ElementsAre("1", "2", "1"));
}

TEST(EventQueue, DropsTheRestOfAnExchangeThatHasNoRoom) {
  EventQueue queue(room);
  queue.push(1, RequestSent{});
  queue.push(1, large());
  queue.push(1, RequestSent{});
  queue.push(2, RequestSent{});
  queue.push(1, ResponseEnded{});
  EXPECT_THAT(taken(queue), ElementsAre("1", "1!", "2"));
}

TEST(EventQueue, TakesTheNextExchangeOfANumber) {
  EventQueue queue(room);
  queue.push(1, large());
  queue.push(1, ResponseEnded{});
  queue.push(1, RequestSent{});
  EXPECT_THAT(taken(queue), ElementsAre("1!", "1"));
}

TEST(EventQueue, DropsNothingBehindAnEndThatHadNoRoom) {
  EventQueue queue(room);
  queue.push(1, ResponseEnded{.cause = std::string(room, 'x')});
  queue.push(1, RequestSent{});
  EXPECT_THAT(taken(queue), ElementsAre("1!", "1"));
}

TEST(EventQueue, HasRoomAgainForWhatWasTaken) {
  EventQueue queue(room);
  for (int round = 0; round < 100; ++round) {
    queue.push(1, RequestBytes{std::string(room / 2, 'x')});
    EXPECT_THAT(taken(queue), ElementsAre("1"));
  }
}

TEST(EventQueue, EndsWhereItIsClosedAndEmpty) {
  EventQueue queue(room);
  queue.push(1, RequestSent{});
  queue.close();
  queue.push(2, RequestSent{});
  EXPECT_THAT(taken(queue), ElementsAre("1"));
  EXPECT_THAT(taken(queue), IsEmpty());
}

TEST(EventQueue, IsDoneWhenItsTakerComesBack) {
  EventQueue queue(room);
  const auto now = [] { return std::chrono::steady_clock::now(); };
  EXPECT_TRUE(queue.wait_until_done(now()));
  queue.push(1, RequestSent{});
  EXPECT_FALSE(queue.wait_until_done(now()));
  EXPECT_THAT(taken(queue), ElementsAre("1"));
  EXPECT_FALSE(queue.wait_until_done(now()));
  std::thread taker([&] { EXPECT_THAT(taken(queue), IsEmpty()); });
  EXPECT_TRUE(queue.wait_until_done(now() + 30s));
  queue.close();
  taker.join();
}

}  // namespace
}  // namespace wiretape::recorder::log
