// A relay as a forward proxy: what CONNECT is answered, and what goes through.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/call/tls_client.h"
#include "wiretape/core/net/testing/certificate.h"
#include "wiretape/core/net/testing/latch.h"
#include "wiretape/core/net/testing/scripted_peer.h"
#include "wiretape/recorder/relay/relay_for_test.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::recorder::relay {
namespace {

using net::testing::Certificate;
using net::testing::Latch;
using net::testing::PeerConnection;
using net::testing::RefusingPort;
using net::testing::ScriptedPeer;
using tape::RecordedEnd;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::RawClient;
using testing::RawTlsClient;
using testing::ReadEnd;
using ::testing::StartsWith;
using testing::TlsEnd;
using wire::Ending;
using namespace std::chrono_literals;

/// Vouches for localhost, whose connections are intercepted, and for an address that no client asks by.
const net::HostsAuthority& proxy_authority() {
  static const auto made = std::get<net::HostsAuthority>(net::make_hosts_authority({"localhost", "127.0.0.1"}));
  return made;
}

std::string address_of(std::uint16_t port) {
  return "127.0.0.1:" + std::to_string(port);
}

/// A proxy that intercepts this; `trusted` vouches for upstreams.
RelayOptions intercepting(const std::string& intercept, const std::string& trusted = "") {
  RelayOptions options;
  const bool is_localhost = intercept.starts_with("localhost");
  options.proxy.emplace().hosts.push_back({.intercept = std::get<net::Intercept>(net::parse_intercept(intercept)),
                                           .tls = proxy_authority().servers[is_localhost ? 0 : 1]});
  if (!trusted.empty()) options.upstream.tls = std::get<net::TlsClientContext>(net::make_tls_client_context(trusted));
  return options;
}

/// A client of localhost by way of the proxy.
RawTlsClient client_by(const RelayForTest& relay, const std::string& tunnel = "localhost:443") {
  return RawTlsClient(relay.port(), proxy_authority().certificate, {.tunnel = tunnel});
}

std::string connect_to(const std::string& authority) {
  return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
}

/// Asks for a tunnel, and reads the answer's head.
std::string opened(RawClient& client, const std::string& authority) {
  client.send(connect_to(authority));
  return client.read_until("\r\n\r\n");
}

std::string get_by_proxy(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

/// Of any answer to CONNECT, whole.
std::string answer_to_connect(const RelayForTest& relay, const std::string& authority) {
  RawClient client(relay.port());
  client.send(connect_to(authority));
  return client.read_all();
}

constexpr std::string_view established = "HTTP/1.1 200 Connection established\r\n\r\n";

TEST(RelayProxy, RelaysTheRequestsToAnInterceptedHostAndTellsOfThem) {
  const Certificate certificate("DNS:localhost");
  std::string asked;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    if (!connection.start_tls(certificate.server_context())) return;
    for (auto request = connection.read_request(); !request.empty(); request = connection.read_request()) {
      asked = request;
      connection.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
    }
  });
  RelayForTest relay(intercepting("localhost", certificate.file()));
  const auto authority = "localhost:" + std::to_string(upstream.port());
  auto client = client_by(relay, authority);
  ASSERT_TRUE(client.is_connected());
  for (std::uint64_t exchange = 1; exchange <= 3; ++exchange) {
    client.send(get_by_proxy("/v1/models?a"));
    EXPECT_THAT(client.read_until("hello"), StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(asked, StartsWith("GET /v1/models?a HTTP/1.1\r\nHost: " + authority + "\r\n"));
    ASSERT_TRUE(relay.told().wait_for_ended(exchange));
    const auto began = relay.told().all<capture::RequestBegan>(exchange).at(0);
    EXPECT_EQ(began.upstream, "https://" + authority);
    EXPECT_EQ(began.head.target, "/v1/models?a");
    EXPECT_EQ(relay.told().end(exchange).end, (RecordedEnd{RecordedEnd::By::upstream, Ending::complete}));
  }
}

TEST(RelayProxy, PassesEachReadOnBeforeTheNextIsThere) {
  const Certificate certificate("IP:127.0.0.1");
  Latch first;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    if (!connection.start_tls(certificate.server_context())) return;
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n");
    first.wait();
    connection.send("3\r\ntwo\r\n0\r\n\r\n");
    connection.wait_for_close();
  });
  RelayForTest relay(intercepting("localhost=https://" + address_of(upstream.port()), certificate.file()));
  auto client = client_by(relay);
  client.send(get_by_proxy("/"));
  client.read_until("one\r\n");
  first.open();
  EXPECT_THAT(client.read_until("0\r\n\r\n"), HasSubstr("two"));
}

TEST(RelayProxy, ACutOfTlsIsOneForTheApplication) {
  const Certificate certificate("IP:127.0.0.1");
  ScriptedPeer upstream([&](PeerConnection& connection) {
    if (!connection.start_tls(certificate.server_context())) return;
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello");
    connection.fin();
    connection.wait_for_close();
  });
  RelayForTest relay(intercepting("localhost=https://" + address_of(upstream.port()), certificate.file()));
  auto client = client_by(relay);
  client.send(get_by_proxy("/"));
  EXPECT_THAT(client.read_all(), EndsWith("hello"));
  EXPECT_EQ(client.end(), TlsEnd::cut);
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_EQ(relay.told().end().end.how, Ending::tls_cut);
}

TEST(RelayProxy, AResetIsOneForTheApplication) {
  ScriptedPeer upstream([](PeerConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello");
    connection.reset();
  });
  RelayForTest relay(intercepting("localhost=http://" + address_of(upstream.port())));
  auto client = client_by(relay);
  client.send(get_by_proxy("/"));
  EXPECT_THAT(client.read_all(), EndsWith("hello"));
  EXPECT_EQ(client.end(), TlsEnd::reset);
}

TEST(RelayProxy, AHostThatRefusesIsToldInsideOfTls) {
  const RefusingPort refusing;
  RelayForTest relay(intercepting("localhost=http://" + address_of(refusing.port())));
  auto client = client_by(relay);
  ASSERT_TRUE(client.is_connected());
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_all(),
              AllOf(StartsWith("HTTP/1.1 502 "), HasSubstr("x-wiretape-error: wiretape_upstream_unreachable\r\n")));
}

TEST(RelayProxy, OtherHostsAreTunnelledUntouched) {
  std::string asked;
  {
    ScriptedPeer upstream([&](PeerConnection& connection) {
      asked = connection.read_raw(8);
      connection.send("\x16 anything");
      connection.fin();
      connection.wait_for_close();
    });
    RelayForTest relay(intercepting("localhost"));
    RawClient client(relay.port());
    EXPECT_EQ(opened(client, address_of(upstream.port())), established);
    client.send("no http\n");
    EXPECT_EQ(client.read_all(), "\x16 anything");
    EXPECT_EQ(client.end(), ReadEnd::fin);
    EXPECT_EQ(relay.told().exchanges(), 0U);
  }
  EXPECT_EQ(asked, "no http\n");
}

TEST(RelayProxy, WhatAClientSendsBeforeItsTunnelIsThereGoesThroughIt) {
  ScriptedPeer upstream([](PeerConnection& connection) {
    connection.send(connection.read_raw(5));
    connection.fin();
    connection.wait_for_close();
  });
  RelayForTest relay(intercepting("localhost"));
  RawClient client(relay.port());
  client.send(connect_to(address_of(upstream.port())) + "early");
  EXPECT_EQ(client.read_all(), std::string(established) + "early");
}

TEST(RelayProxy, AResetGoesThroughATunnelEitherWay) {
  bool saw_reset = false;
  Latch has_left;
  {
    ScriptedPeer upstream([&](PeerConnection& connection) {
      const auto asked = connection.read_raw(1);
      if (asked == "r") return connection.reset();
      connection.send("x");
      connection.wait_for_close();
      saw_reset = connection.saw_reset();
      has_left.open();
    });
    RelayForTest relay(intercepting("localhost"));
    RawClient client(relay.port());
    opened(client, address_of(upstream.port()));
    client.send("r");
    EXPECT_EQ(client.read_all(), "");
    EXPECT_EQ(client.end(), ReadEnd::reset);

    RawClient leaving(relay.port());
    opened(leaving, address_of(upstream.port()));
    leaving.send("-");
    EXPECT_EQ(leaving.read(1), "x");
    leaving.reset();
    has_left.wait();
  }
  EXPECT_TRUE(saw_reset);
}

TEST(RelayProxy, StoppingClosesTunnels) {
  ScriptedPeer upstream([](PeerConnection& connection) { connection.wait_for_close(); });
  RelayForTest relay(intercepting("localhost"));
  RawClient client(relay.port());
  EXPECT_EQ(opened(client, address_of(upstream.port())), established);
  relay.post([](RelayServer& server) { server.stop(); });
  EXPECT_EQ(client.read_all(), "");
}

TEST(RelayProxy, ATunnelThatCanNotBeMadeIsTold) {
  const RefusingPort refusing;
  RelayForTest relay(intercepting("localhost"));
  const auto answer = answer_to_connect(relay, address_of(refusing.port()));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 502 Bad Gateway\r\n"));
  EXPECT_THAT(answer, HasSubstr("x-wiretape-error: wiretape_tunnel_failed\r\n"));
  EXPECT_THAT(answer, HasSubstr("no connection to " + address_of(refusing.port())));
}

TEST(RelayProxy, CanBeToldToTunnelNobody) {
  auto options = intercepting("localhost");
  options.proxy->tunnels_others = false;
  RelayForTest relay(options);
  const auto answer = answer_to_connect(relay, "api.test:443");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 502 Bad Gateway\r\n"));
  EXPECT_THAT(answer, HasSubstr("x-wiretape-error: wiretape_not_intercepted\r\n"));
  EXPECT_THAT(answer, HasSubstr("--intercept api.test"));
}

TEST(RelayProxy, WhatIsNoHostAndPortIsRefused) {
  RelayForTest relay(intercepting("localhost"));
  for (const char* target : {"localhost", "localhost:", "localhost:0", "localhost:65536", "/v1", "u@localhost:443"})
    EXPECT_THAT(answer_to_connect(relay, target), StartsWith("HTTP/1.1 400 Bad Request\r\n")) << target;
}

TEST(RelayProxy, AClientThatDoesNotTrustItIsTold) {
  std::string told;
  Latch is_told;
  auto options = intercepting("localhost");
  options.proxy->on_distrusted = [&](const std::string& host) {
    told = host;
    is_told.open();
  };
  RelayForTest relay(options);
  const auto other = std::get<net::HostsAuthority>(net::make_hosts_authority({"localhost"}));
  const RawTlsClient client(relay.port(), other.certificate, {.tunnel = "localhost:443"});
  EXPECT_FALSE(client.is_connected());
  is_told.wait();
  EXPECT_EQ(told, "localhost");
}

TEST(RelayProxy, TheCertificateIsForTheHostOfConnectWhateverNameTheClientMeans) {
  RelayForTest relay(intercepting("127.0.0.1"));
  EXPECT_FALSE(client_by(relay, "127.0.0.1:443").is_connected()) << "it wants localhost";
}

TEST(RelayProxy, PlainHttpInATunnelOfAnInterceptedHostIsTold) {
  RelayForTest relay(intercepting("localhost"));
  RawClient client(relay.port());
  EXPECT_EQ(opened(client, "localhost:80"), established);
  client.send(get_by_proxy("/"));
  EXPECT_THAT(client.read_all(), AllOf(StartsWith("HTTP/1.1 400 Bad Request\r\n"), HasSubstr("wiretape_plain_http")));
}

TEST(RelayProxy, AHandshakeHasItsTime) {
  auto options = intercepting("localhost");
  options.proxy->handshake = 20ms;
  RelayForTest relay(options);
  RawClient client(relay.port());
  EXPECT_EQ(opened(client, "localhost:443"), established);
  client.send("\x16");
  EXPECT_EQ(client.read_all(), "");
}

TEST(RelayProxy, RelaysRequestsWithoutTlsForAnInterceptedHost) {
  std::string asked;
  ScriptedPeer upstream([&](PeerConnection& connection) {
    asked = connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
    connection.wait_for_close();
  });
  RelayForTest relay(intercepting("localhost=http://" + address_of(upstream.port())));
  RawClient client(relay.port());
  client.send(
      "GET http://localhost:8000/v1?q HTTP/1.1\r\nHost: localhost:8000\r\nProxy-Authorization: Basic eA==\r\n"
      "Proxy-Connection: keep-alive\r\nX-Other: 1\r\n\r\n");
  client.read_until("hello");
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_THAT(asked, AllOf(StartsWith("GET /v1?q HTTP/1.1\r\n"), HasSubstr("X-Other: 1\r\n"), Not(HasSubstr("roxy-"))));
  const auto began = relay.told().all<capture::RequestBegan>().at(0);
  EXPECT_EQ(began.head.target, "/v1?q");
  EXPECT_FALSE(wire::find_field(began.head.fields, "proxy-authorization"));

  client.send(get_by_proxy("/v1"));
  EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr("wiretape_no_upstream")) << "is for the server itself";
}

TEST(RelayProxy, RefusesRequestsWithoutTlsForOthers) {
  RelayForTest relay(intercepting("localhost"));
  RawClient client(relay.port());
  client.send(get_by_proxy("http://other.test/"));
  EXPECT_THAT(client.read_all(),
              AllOf(StartsWith("HTTP/1.1 502 "), HasSubstr("x-wiretape-error: wiretape_not_intercepted\r\n")));
}

}  // namespace
}  // namespace wiretape::recorder::relay
