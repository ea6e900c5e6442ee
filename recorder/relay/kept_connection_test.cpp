// Which requests of an application's connection go upstream on the connection of the one before.

#include "wiretape/recorder/relay/kept_connection.h"

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/recorded_call.h"
#include "wiretape/core/net/testing/scripted_peer.h"
#include "wiretape/recorder/relay/relay_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::recorder::relay {
namespace {

using net::testing::Latch;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::RawClient;
using wire::Ending;
using namespace std::chrono_literals;

const std::string whole = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
constexpr std::string_view get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

/// Answers each request with the number of its connection.
class Numbering {
 public:
  explicit Numbering(std::string fields)
      : peer_([this, fields](PeerConnection& connection) {
          const auto number = std::to_string(++connections_);
          while (!connection.read_request().empty())
            connection.send("HTTP/1.1 200 OK\r\n" + fields + "content-length: 1\r\n\r\n" + number);
        }) {}

  [[nodiscard]] std::uint16_t port() const { return peer_.port(); }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }

 private:
  std::atomic<int> connections_ = 0;
  ScriptedPeer peer_;
};

std::string answered(RawClient& client, std::string_view request) {
  client.send(request);
  client.read_until("\r\n\r\n");
  return client.read(1);
}

TEST(KeptConnection, TakesTheNextRequestOfTheApplicationsConnection) {
  Numbering upstream("");
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  for (int request = 0; request < 3; ++request)
    EXPECT_EQ(answered(client, get), "1");
}

TEST(KeptConnection, IsOfOneUpstream) {
  Numbering one("");
  Numbering two("");
  RelayForTest relay(RelayForTest::to({"one=" + one.url(), "two=" + two.url()}));
  RawClient client(relay.port());
  EXPECT_EQ(answered(client, "GET /one/ HTTP/1.1\r\nHost: x\r\n\r\n"), "1");
  EXPECT_EQ(answered(client, "GET /two/ HTTP/1.1\r\nHost: x\r\n\r\n"), "1");
  EXPECT_EQ(answered(client, "GET /one/ HTTP/1.1\r\nHost: x\r\n\r\n"), "2");
}

TEST(KeptConnection, IsNotWhereUpstreamSaysThatItCloses) {
  Numbering upstream("connection: close\r\n");
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  EXPECT_EQ(answered(client, get), "1");
  EXPECT_EQ(answered(client, get), "2");
}

TEST(KeptConnection, ThatUpstreamHasClosedMeanwhileIsMadeAnew) {
  std::atomic<int> connections = 0;
  Latch is_closed;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    const bool is_first = ++connections == 1;
    connection.read_request();
    connection.send(whole);
    if (!is_first) return static_cast<void>(connection.wait_for_close());
    connection.fin();
    connection.wait_until_acknowledged();
    is_closed.open();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get);
  EXPECT_THAT(client.read_until("ok"), HasSubstr("200 OK"));
  is_closed.wait();
  client.send(get);
  EXPECT_THAT(client.read_until("ok"), HasSubstr("200 OK"));
  EXPECT_EQ(connections, 2);
}

// The application's own client knows what to do where a connection ends before an answer, and may ask again; a proxy
// must not (RFC 9110 section 9.2.2).
TEST(KeptConnection, ThatEndsInPlaceOfAnAnswerDoesSoForTheApplication) {
  ScriptedPeer upstream([](PeerConnection& connection) {
    connection.read_request();
    connection.send(whole);
    connection.read_request();
  });
  RelayForTest relay(upstream.port());
  RawClient client(relay.port());
  client.send(get);
  client.read_until("ok");
  client.send(get);
  EXPECT_THAT(client.read_all(), IsEmpty());
  ASSERT_TRUE(relay.told().wait_for_ended(2));
  EXPECT_EQ(relay.told().end(2).end.by, tape::RecordedEnd::By::upstream);
}

TEST(KeptConnection, IsNotUsedWhereItHasBeenIdleForLong) {
  ScriptedPeer peer([](PeerConnection& connection) {
    while (!connection.read_request().empty())
      connection.send(whole);
  });
  boost::asio::io_context context;
  const Upstream upstream{"", {.is_tls = false, .host = "127.0.0.1", .port = peer.port(), .path = "", .query = ""}};
  const net::Time began;
  const auto kept = [&] {
    auto options = net::testing::loopback_call(peer.port());
    options.keeps_connection = true;
    net::HttpCall call(context.get_executor(), options);
    static_cast<void>(net::testing::record(context, call));
    return KeptConnection(call.take_connection(), upstream, began);
  };
  EXPECT_NE(kept().take(upstream, began + 4s), nullptr);
  EXPECT_EQ(kept().take(upstream, began + 5s), nullptr);
}

}  // namespace
}  // namespace wiretape::recorder::relay
