// A relay with TLS on either side.

#include <string>
#include <utility>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/call/tls_client.h"
#include "wiretape/core/net/testing/certificate.h"
#include "wiretape/core/net/testing/scripted_peer.h"
#include "wiretape/mockserver/serve/server_for_test.h"
#include "wiretape/recorder/relay/relay_for_test.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::recorder::relay {
namespace {

using net::testing::Certificate;
using net::testing::PeerConnection;
using net::testing::ScriptedPeer;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::RawClient;
using testing::RawTlsClient;
using ::testing::StartsWith;
using testing::TlsEnd;
using wire::Ending;

const std::string tls_request = "GET /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
const std::string tls_response = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";

/// To an upstream on 127.0.0.1 that speaks TLS, of whoever `authority_file` vouches for.
RelayOptions to_tls(std::uint16_t port, const std::string& authority_file) {
  auto options = RelayForTest::to({"https://127.0.0.1:" + std::to_string(port)});
  options.upstream.tls = std::get<net::TlsClientContext>(net::make_tls_client_context(authority_file));
  return options;
}

TEST(RelayTls, ChecksWhoItPassesRequestsOnTo) {
  const Certificate trusted("IP:127.0.0.1");
  const Certificate other("IP:127.0.0.1");
  ScriptedPeer upstream([&](PeerConnection& connection) {
    if (!connection.start_tls(trusted.server_context())) return;
    connection.read_request();
    connection.send(tls_response);
    connection.wait_for_close();
  });
  RelayForTest relay(to_tls(upstream.port(), trusted.file()));
  RawClient client(relay.port());
  client.send(tls_request);
  EXPECT_THAT(client.read_all(), EndsWith("hello"));

  RelayForTest distrusting(to_tls(upstream.port(), other.file()));
  RawClient refused(distrusting.port());
  refused.send(tls_request);
  const auto answer = refused.read_all();
  EXPECT_THAT(answer, HasSubstr("x-wiretape-error: wiretape_upstream_tls\r\n"));
  EXPECT_THAT(answer, HasSubstr("--upstream-ca"));
  ASSERT_TRUE(distrusting.told().wait_for_ended(1));
  EXPECT_THAT(distrusting.told().end().cause, HasSubstr("certificate of 127.0.0.1 refused"));
}

TEST(RelayTls, ACutOfTlsIsOneForTheApplication) {
  const Certificate certificate("IP:127.0.0.1");
  ScriptedPeer upstream([&](PeerConnection& connection) {
    if (!connection.start_tls(certificate.server_context())) return;
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello");
    connection.fin();
    connection.wait_for_close();
  });
  auto options = to_tls(upstream.port(), certificate.file());
  options.tls = mockserver::authority().server;
  RelayForTest relay(options);
  RawTlsClient client(relay.port(), mockserver::authority().certificate);
  ASSERT_TRUE(client.is_connected());
  client.send(tls_request);
  EXPECT_THAT(client.read_all(), EndsWith("hello"));
  EXPECT_EQ(client.end(), TlsEnd::cut);
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_EQ(relay.told().end().end.how, Ending::tls_cut);
}

TEST(RelayTls, AnOrderlyEndIsOneForTheApplication) {
  const Certificate certificate("IP:127.0.0.1");
  ScriptedPeer upstream([&](PeerConnection& connection) {
    if (!connection.start_tls(certificate.server_context())) return;
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\n\r\nhello");
    connection.close_notify();
    connection.fin();
    connection.wait_for_close();
  });
  auto options = to_tls(upstream.port(), certificate.file());
  options.tls = mockserver::authority().server;
  RelayForTest relay(options);
  RawTlsClient client(relay.port(), mockserver::authority().certificate);
  client.send(tls_request);
  EXPECT_THAT(client.read_all(), EndsWith("hello"));
  EXPECT_EQ(client.end(), TlsEnd::close_notify);
  ASSERT_TRUE(relay.told().wait_for_ended(1));
  EXPECT_EQ(relay.told().end().end.how, Ending::closed);
}

TEST(RelayTls, PlainHttpOnItsPortIsTold) {
  ScriptedPeer upstream([](PeerConnection& connection) { connection.wait_for_close(); });
  auto options = RelayForTest::to(upstream.port());
  options.tls = mockserver::authority().server;
  RelayForTest relay(options);
  RawClient client(relay.port());
  client.send(tls_request);
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
}

}  // namespace
}  // namespace wiretape::recorder::relay
