// A mock server as a forward proxy.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/proxy/proxy_terms.h"
#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::RawTlsClient;
using wiretape::testing::TlsEnd;

/// Vouches for localhost.
const net::HostsAuthority& answering_authority() {
  static const auto made = std::get<net::HostsAuthority>(net::make_hosts_authority({"localhost"}));
  return made;
}

/// Plays one exchange, on /a, to whoever asks localhost of it.
MockServer answering_proxy(std::size_t threads = 1) {
  net::ProxyTerms proxy{.hosts = {{.intercept = {.host = "localhost"}, .tls = answering_authority().servers[0]}},
                        .tunnels_others = false};
  return server_of({plain("a", "/a", "body")}, {.threads = threads, .proxy = std::move(proxy)});
}

RawTlsClient connect_by(const MockServer& server) {
  return RawTlsClient(server.port(), answering_authority().certificate, {.tunnel = "localhost:443"});
}

TEST(ServerProxy, AnswersByTapesInTheNameOfItsHosts) {
  const auto server = answering_proxy(3);
  auto client = connect_by(server);
  ASSERT_TRUE(client.is_connected());
  for (int i = 0; i < 3; ++i) {
    client.send(post("/a", "{}"));
    EXPECT_THAT(client.read_until("body"), StartsWith("HTTP/1.1 200 OK\r\n"));
  }
  EXPECT_EQ(server.journal().entries().at(0).request.head.target, "/a");
}

TEST(ServerProxy, BreaksTlsThere) {
  const auto server = answering_proxy();
  auto client = connect_by(server);
  client.send(post("/@tls_cut:byte=2/a", "{}"));
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\nbo"));
  EXPECT_EQ(client.end(), TlsEnd::cut);
}

TEST(ServerProxy, NeverGoesOut) {
  const auto server = answering_proxy();
  RawClient client(server.port());
  client.send("CONNECT 127.0.0.1:443 HTTP/1.1\r\nHost: 127.0.0.1:443\r\n\r\n");
  EXPECT_THAT(client.read_all(), AllOf(StartsWith("HTTP/1.1 502 "), HasSubstr("wiretape_not_intercepted")));
}

TEST(ServerProxy, AnswersItsOwnPortAsEver) {
  const auto server = answering_proxy();
  RawClient client(server.port());
  client.send(post("/a", "{}", closing));
  EXPECT_THAT(client.read_all(), EndsWith("body"));
  RawClient by_proxy(server.port());
  by_proxy.send(post("http://localhost/a", "{}", closing));
  EXPECT_THAT(by_proxy.read_all(), EndsWith("body"));
}

}  // namespace
}  // namespace wiretape::mockserver
