// Limits over loopback, on a clock that the test moves.

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;

MockServer serve(tape::Limits limits, tape::Exchange exchange) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().limits = limits;
  tapes.front().exchanges = {std::move(exchange)};
  return std::get<MockServer>(MockServer::start(std::move(tapes)));
}

std::string ask(const MockServer& server, std::string_view path) {
  testing::RawClient client(server.port());
  client.send(testing::post(path, R"({"model":"m","stream":true})", "Connection: close\r\n"));
  return client.read_all();
}

TEST(MockServerLimits, RefuseUntilTheClockHasMoved) {
  auto server = serve({.requests_per_minute = 1}, says("Hello"));
  constexpr auto path = "/~mine/v1/chat/completions";
  EXPECT_THAT(ask(server, path), StartsWith("HTTP/1.1 200 OK\r\n"));
  const auto refused = ask(server, path);
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 429 Too Many Requests\r\n"));
  EXPECT_THAT(refused, HasSubstr("\r\nretry-after: "));
  server.advance_clock(60s);
  EXPECT_THAT(ask(server, path), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(ask(server, path), StartsWith("HTTP/1.1 429 "));
  server.reset("mine");
  EXPECT_THAT(ask(server, path), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(server.journal().entries(),
              ElementsAre(Field(&journal::Entry::is_limited, false), Field(&journal::Entry::is_limited, true),
                          Field(&journal::Entry::is_limited, false), Field(&journal::Entry::is_limited, true),
                          Field(&journal::Entry::is_limited, false)));
  EXPECT_EQ(server.journal().entries({.exchange = "says"}).size(), 5U);
  EXPECT_TRUE(server.unmatched_requests().empty());
}

TEST(MockServerLimits, AClockThatMovesDoesNotHurryWhatPlays) {
  auto paced = says("Hello");
  paced.delivery.first_byte = 50ms;
  auto server = serve({.requests_per_minute = 100}, paced);
  server.advance_clock(1h);
  ask(server, "/v1/chat/completions");
  EXPECT_GE(server.journal().entries().at(0).writes.at(0).at, 50ms);
}

}  // namespace
}  // namespace wiretape::mockserver
