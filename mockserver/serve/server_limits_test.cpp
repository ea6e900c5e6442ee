// What a server refuses, and what it says.

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;
using namespace std::chrono_literals;

const std::string answered = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody";

MockServer serve(const ServerOptions& options) {
  return server_of({plain("plain", "/", "body")}, options);
}

void expect_refusal(RawClient& client, const std::string& status_line, const std::string& type) {
  const auto all = client.read_all();
  EXPECT_THAT(all, StartsWith("HTTP/1.1 " + status_line + "\r\ncontent-type: application/json\r\n"));
  EXPECT_THAT(all, HasSubstr("\"type\":\"" + type + "\""));
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

TEST(ServerLimits, AHeadBeyondItsLimitGets431) {
  const auto server = serve({.limits = {.head = 200}});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(10'000, 'x') + "\r\n\r\n");
  expect_refusal(client, "431 Request Header Fields Too Large", "wiretape_bad_request");
  expect_still_serving(server);
}

TEST(ServerLimits, ABodyBeyondItsLimitGets413BeforeItIsSent) {
  const auto server = serve({.limits = {.body = 100}});
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n");
  expect_refusal(client, "413 Content Too Large", "wiretape_bad_request");
}

TEST(ServerLimits, ABodyInChunksBeyondItsLimitGets413) {
  const auto server = serve({.limits = {.body = 100}});
  RawClient client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + std::string(0x65, 'x'));
  expect_refusal(client, "413 Content Too Large", "wiretape_bad_request");
  RawClient within(server.port());
  within.send(post("/", std::string(100, 'x')));
  EXPECT_EQ(within.read(answered.size()), answered);
}

TEST(ServerLimits, AConnectionBeyondTheirNumberGets503) {
  const auto server = serve({.max_connections = 2});
  RawClient first(server.port());
  first.send(post("/", "{}"));
  EXPECT_EQ(first.read(answered.size()), answered);
  std::optional<RawClient> second(server.port());
  second->send(post("/", "{}"));
  EXPECT_EQ(second->read(answered.size()), answered);

  RawClient third(server.port());
  third.send(post("/", "{}"));
  expect_refusal(third, "503 Service Unavailable", "wiretape_too_many_connections");
  RawClient silent(server.port());
  expect_refusal(silent, "503 Service Unavailable", "wiretape_too_many_connections");

  first.send(post("/", "{}"));
  EXPECT_EQ(first.read(answered.size()), answered);
}

TEST(ServerLimits, AConnectionThatEndsMakesRoom) {
  const auto server = serve({.max_connections = 1});
  for (int i = 0; i < 20; ++i) {
    RawClient client(server.port());
    client.send(post("/", "{}", closing));
    // The client sees the end a moment before the server has made room.
    const auto all = client.read_all();
    EXPECT_TRUE(all.ends_with("\r\n\r\nbody") || all.starts_with("HTTP/1.1 503 ")) << all;
  }
  // One that asks until there is room gets its answer.
  std::string all;
  while (!all.ends_with("\r\n\r\nbody")) {
    RawClient client(server.port());
    client.send(post("/", "{}", closing));
    all = client.read_all();
    ASSERT_NE(client.end(), ReadEnd::timeout);
  }
}

TEST(ServerLimits, AConnectionBeyondTheirNumberGets503UnderTlsToo) {
  const auto server = serve(over_tls({.max_connections = 1}));
  testing::RawTlsClient first(server.port(), authority().certificate);
  ASSERT_TRUE(first.is_connected());
  testing::RawTlsClient second(server.port(), authority().certificate);
  EXPECT_THAT(second.read_all(), StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_EQ(second.end(), testing::TlsEnd::close_notify);
}

TEST(ServerLimits, ARequestThatStopsHalfWayGets408) {
  const auto server = serve({.request_timeout = 50ms});
  const auto whole = post("/", R"({"a":1})");
  for (const std::size_t size : {std::size_t{1}, whole.find("\r\n\r\n"), whole.size() - 1}) {
    RawClient client(server.port());
    client.send(whole.substr(0, size));
    expect_refusal(client, "408 Request Timeout", "wiretape_request_timeout");
  }
  expect_still_serving(server);
}

TEST(ServerLimits, ARequestThatDripsGets408AllTheSame) {
  const auto server = serve({.request_timeout = 100ms});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Drip: ");
  // As long as the server listens, however long that is.
  std::optional<std::string> all = client.read_now();
  for (; all && all->empty(); all = client.read_now())
    client.send("x");
  ASSERT_TRUE(all);
  EXPECT_THAT(*all, StartsWith("HTTP/1.1 408 Request Timeout\r\n"));
}

TEST(ServerLimits, TheSecondRequestOfAConnectionHasATimeOfItsOwn) {
  const auto server = serve({.request_timeout = 50ms});
  RawClient client(server.port());
  const auto whole = post("/", "{}");
  client.send(whole + whole.substr(0, 10));
  EXPECT_EQ(client.read(answered.size()), answered);
  expect_refusal(client, "408 Request Timeout", "wiretape_request_timeout");
}

TEST(ServerLimits, AnIdleConnectionIsLeftAlone) {
  const auto server = serve({.request_timeout = 20ms});
  RawClient fresh(server.port());
  RawClient used(server.port());
  used.send(post("/", "{}"));
  EXPECT_EQ(used.read(answered.size()), answered);
  // Five others run out of time meanwhile, one after the other.
  for (int i = 0; i < 5; ++i) {
    RawClient late(server.port());
    late.send("G");
    expect_refusal(late, "408 Request Timeout", "wiretape_request_timeout");
  }
  for (auto* client : {&fresh, &used}) {
    client->send(post("/", "{}"));
    EXPECT_EQ(client->read(answered.size()), answered);
  }
}

TEST(ServerLimits, APlayLongerThanARequestMayTakeIsNotCut) {
  tape::Exchange slow = plain("slow", "/", "body");
  slow.delivery.first_byte = 100ms;
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges.push_back(slow);
  const auto server = std::get<MockServer>(MockServer::start(std::move(tapes), {.request_timeout = 20ms}));
  RawClient client(server.port());
  const auto whole = post("/", "{}", closing);
  client.send(whole.substr(0, 10));
  client.send(whole.substr(10));
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbody"));
}

TEST(ServerLimits, TheJournalKeepsTheNewest) {
  const auto server = serve({.journal = {.entries = 2}});
  RawClient client(server.port());
  for (int i = 0; i < 5; ++i) {
    client.send(post("/", std::to_string(i)));
    EXPECT_EQ(client.read(answered.size()), answered);
  }
  const auto entries = server.journal().entries();
  ASSERT_THAT(entries, ::testing::SizeIs(2));
  EXPECT_EQ(entries[0].number, 4U);
  EXPECT_EQ(entries[1].request.body, "4");
}

}  // namespace
}  // namespace wiretape::mockserver
