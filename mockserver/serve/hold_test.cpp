// Responses that the fault `hold` keeps at a place, in memory and on sockets: what their clients see, and what lets
// them go on.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/faulted_server_for_test.h"
#include "wiretape/mockserver/serve/memory_server_for_test.h"
#include "wiretape/mockserver/serve/read_plan.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using journal::HoldEnd;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using namespace std::chrono_literals;

const std::string first_chunk = "9\r\ndata: a\n\n\r\n";
const std::string chunks_behind = "9\r\ndata: b\n\n\r\n0\r\n\r\n";

/// Two events, and what the plan of a request does with them.
tape::Tape two_events() {
  tape::StreamResponse response{
      .head = {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}},
      .events = {}};
  for (const char* data : {"a", "b"})
    response.events.emplace_back(provider::DataEvent{"", data, {}});
  tape::Tape tape;
  tape.exchanges.emplace_back().id = "events";
  tape.exchanges.back().answer = std::move(response);
  return tape;
}

template <class World>
class Hold : public ::testing::Test {
 protected:
  using Client = typename World::Client;

  /// A client that has read what stands before the hold.
  std::unique_ptr<Client> held_client(const std::string& target) {
    auto client = std::make_unique<Client>(server_.port());
    EXPECT_TRUE(client->send(post(target, "{}")));
    EXPECT_THAT(client->read_until(first_chunk), EndsWith(first_chunk));
    EXPECT_TRUE(server_.wait_held(1, 30s));
    return client;
  }

  /// How the only hold of the only request ended; nullopt while it lasts.
  [[nodiscard]] std::optional<HoldEnd> end_of_hold() const {
    const auto entries = server_.journal().entries();
    EXPECT_THAT(entries.front().holds, SizeIs(1));
    return entries.front().holds.empty() ? std::nullopt : entries.front().holds.front().end;
  }

  typename World::Server server_ = World::serve({two_events()});
};

using Worlds = ::testing::Types<OnSockets, InMemory>;
TYPED_TEST_SUITE(Hold, Worlds, NameOfWorld);

TYPED_TEST(Hold, KeepsWhatStandsBehindThePlaceUntilItIsReleased) {
  const auto client = this->held_client("/@hold:event=2/");
  EXPECT_EQ(this->end_of_hold(), std::nullopt);
  EXPECT_EQ(this->server_.release(), 1U);
  EXPECT_EQ(client->read(chunks_behind.size()), chunks_behind);
  EXPECT_TRUE(this->server_.journal().wait_for_ended(1, 30s));
  EXPECT_EQ(this->end_of_hold(), HoldEnd::released);
  EXPECT_EQ(this->server_.journal().entries().front().end->ending, wire::Ending::complete);
}

TYPED_TEST(Hold, KeepsTheConnectionForTheNextRequest) {
  const auto client = this->held_client("/@hold:event=2/");
  this->server_.release();
  EXPECT_EQ(client->read(chunks_behind.size()), chunks_behind);
  EXPECT_TRUE(client->send(post("/", "{}", closing)));
  EXPECT_THAT(client->read_all(), EndsWith(first_chunk + chunks_behind));
}

TYPED_TEST(Hold, IsReleasedBySession) {
  const auto mine = this->held_client("/~mine/@hold:event=2/");
  const auto other = this->held_client("/~other/@hold:event=2/");
  EXPECT_TRUE(this->server_.wait_held(2, 30s));
  EXPECT_EQ(this->server_.release("other"), 1U);
  EXPECT_EQ(other->read(chunks_behind.size()), chunks_behind);
  EXPECT_TRUE(this->server_.wait_held(1, 0ms, "mine"));
  EXPECT_EQ(this->server_.release("mine"), 1U);
  EXPECT_EQ(mine->read(chunks_behind.size()), chunks_behind);
}

TYPED_TEST(Hold, EndsWithTheNextRequestOfItsSession) {
  const auto client = this->held_client("/~mine/@hold:event=2;until=next_request/");
  typename TestFixture::Client stranger(this->server_.port());
  EXPECT_TRUE(stranger.send(post("/", "{}", closing)));
  EXPECT_THAT(stranger.read_all(), EndsWith(chunks_behind));
  EXPECT_TRUE(this->server_.wait_held(1, 0ms));
  typename TestFixture::Client next(this->server_.port());
  EXPECT_TRUE(next.send(post("/~mine/", "{}", closing)));
  EXPECT_EQ(client->read(chunks_behind.size()), chunks_behind);
  EXPECT_THAT(next.read_all(), EndsWith(chunks_behind));
  EXPECT_EQ(this->end_of_hold(), HoldEnd::next_request);
}

TYPED_TEST(Hold, GoesOnWhenItsTimeIsOverAndTheJournalSaysSo) {
  typename TestFixture::Client client(this->server_.port());
  EXPECT_TRUE(client.send(post("/@hold:event=2;for=1ms/", "{}", closing)));
  EXPECT_THAT(client.read_all(), EndsWith(first_chunk + chunks_behind));
  EXPECT_TRUE(this->server_.journal().wait_for_ended(1, 30s));
  EXPECT_EQ(this->end_of_hold(), HoldEnd::limit);
  const auto hold = this->server_.journal().entries().front().holds.front();
  EXPECT_GE(hold.ended_at - hold.at, 1ms);
}

TYPED_TEST(Hold, EndsWhereItsSessionBeginsAnew) {
  const auto client = this->held_client("/~mine/@hold:event=2/");
  this->server_.reset("mine");
  EXPECT_EQ(client->read(chunks_behind.size()), chunks_behind);
}

TYPED_TEST(Hold, EndsWithAClientThatLeaves) {
  {
    const auto client = this->held_client("/@hold:event=2/");
    client->reset();
  }
  EXPECT_TRUE(this->server_.journal().wait_for_ended(1, 30s));
  EXPECT_EQ(this->end_of_hold(), std::nullopt);
  EXPECT_EQ(this->server_.journal().entries().front().end->ending, wire::Ending::reset);
  EXPECT_EQ(this->server_.release(), 0U);
}

TYPED_TEST(Hold, CanComeTwice) {
  const auto client = this->held_client("/@hold:event=2,hold:at=end/");
  this->server_.release();
  const std::string second = "9\r\ndata: b\n\n\r\n";
  EXPECT_EQ(client->read(second.size()), second);
  EXPECT_TRUE(this->server_.wait_held(1, 30s));
  this->server_.release();
  EXPECT_EQ(client->read(5), "0\r\n\r\n");
}

TYPED_TEST(Hold, CanStandBeforeACut) {
  const auto client = this->held_client("/@hold:event=2,reset:event=2/");
  this->server_.release();
  EXPECT_EQ(client->read_all(), "");
  EXPECT_EQ(client->end(), wiretape::testing::ReadEnd::reset);
}

TEST(HoldOnSockets, SendsNothingWhileItLasts) {
  const auto server = server_of(two_events().exchanges);
  RawClient client(server.port());
  client.send(post("/@hold:event=2/", "{}"));
  EXPECT_THAT(client.read_until(first_chunk), EndsWith(first_chunk));
  ASSERT_TRUE(server.wait_held(1, 30s));
  RawClient other(server.port());
  other.send(post("/", "{}", closing));
  EXPECT_THAT(other.read_all(), EndsWith(first_chunk + chunks_behind));
  EXPECT_EQ(client.read_now(), "");
}

TEST(HoldOnSockets, ReleasesStreamsOfAllThreads) {
  constexpr std::size_t streams = 50;
  auto server = server_of(two_events().exchanges, {.threads = 3});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t count = 0; count < streams; ++count) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    EXPECT_TRUE(clients.back()->send(post("/@hold:event=2/", "{}", closing)));
  }
  ASSERT_TRUE(server.wait_held(streams, 30s));
  EXPECT_THAT(server.held(), SizeIs(streams));
  EXPECT_EQ(server.release(), streams);
  for (const auto& client : clients)
    EXPECT_THAT(client->read_all(), EndsWith(first_chunk + chunks_behind));
  EXPECT_THAT(server.held(), IsEmpty());
}

TEST(HoldOnSockets, HoldsAnInstantStreamInRealTimeAndLeavesItsTimes) {
  auto exchange = two_events().exchanges.front();
  exchange.delivery.gap = 1h;
  exchange.delivery.instant = true;
  auto server = server_of({exchange});
  RawClient client(server.port());
  client.send(post("/@hold:event=2/", "{}", closing));
  EXPECT_THAT(client.read_until(first_chunk), EndsWith(first_chunk));
  ASSERT_TRUE(server.wait_held(1, 30s));
  EXPECT_EQ(client.read_now(), "");
  server.release();
  EXPECT_EQ(client.read_all(), chunks_behind);
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  const auto entry = server.journal().entries().front();
  EXPECT_EQ(entry.writes.back().at, 1h);
  EXPECT_EQ(entry.holds, (std::vector<journal::HoldRecord>{{1h, HoldEnd::released, 1h}}));
}

TEST(HoldOnSockets, EndsWithItsServer) {
  std::unique_ptr<RawClient> client;
  {
    const auto server = server_of(two_events().exchanges);
    client = std::make_unique<RawClient>(server.port());
    client->send(post("/@hold:event=2/", "{}"));
    ASSERT_TRUE(server.wait_held(1, 30s));
  }
  EXPECT_THAT(client->read_all(), EndsWith(first_chunk));
}

using HeldServer = FaultedServer;

TEST_F(HeldServer, HoldsNobodyAnyMoreWhileItDrains) {
  ServerOptions options;
  options.faults = std::get<std::vector<fault::Fault>>(read_plan("hold:byte=2", false));
  start({}, options);
  RawClient client(port());
  EXPECT_TRUE(client.send(post("/", "{}")));
  EXPECT_THAT(client.read_until("bo"), EndsWith("\r\n\r\nbo"));
  ASSERT_TRUE(server_->responder().held().wait_held(1, 30s));
  drain();
  EXPECT_EQ(client.read_all(), "dy");
}

}  // namespace
}  // namespace wiretape::mockserver
