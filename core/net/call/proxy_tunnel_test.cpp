// Calls by an HTTP proxy's tunnel.

#include "wiretape/core/net/call/proxy_tunnel.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/call/http_call.h"
#include "wiretape/core/net/testing/recorded_call.h"
#include "wiretape/core/net/testing/scripted_peer.h"

namespace wiretape::net {
namespace {

using ::testing::HasSubstr;
using wiretape::net::testing::loopback_call;
using wiretape::net::testing::PeerConnection;
using wiretape::net::testing::record;
using wiretape::net::testing::ScriptedPeer;

/// A call of a host that only the proxy knows.
HttpCallOptions call_by(std::uint16_t proxy_port, const std::string& authorization = "") {
  auto options = loopback_call(443);
  options.target.host = "api.test";
  options.target.proxy = Proxy{"127.0.0.1", proxy_port, authorization};
  return options;
}

/// How the call fails whose proxy answers this, and a FIN.
TransportFailure failure_after(const std::string& answer) {
  ScriptedPeer proxy([&](PeerConnection& connection) {
    connection.read_request();
    connection.send(answer);
    connection.fin();
    connection.wait_for_close();
  });
  const auto recorded = record(call_by(proxy.port()));
  const auto* failure = std::get_if<TransportFailure>(&*recorded.end);
  return failure != nullptr ? *failure : TransportFailure{CallPhase::body, "no failure"};
}

TEST(ProxyTunnel, IsAskedForAndThenCarriesTheCall) {
  std::string asked;
  std::string request;
  {
    ScriptedPeer proxy([&](PeerConnection& connection) {
      asked = connection.read_request();
      connection.send("HTTP/1.1 200 Connection established\r\nvia: test\r\n\r\n");
      request = connection.read_request();
      connection.send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
      connection.wait_for_close();
    });
    EXPECT_EQ(record(call_by(proxy.port(), "Basic dTpw")).body, "hello");
  }
  EXPECT_EQ(asked, "CONNECT api.test:443 HTTP/1.1\r\nhost: api.test:443\r\nproxy-authorization: Basic dTpw\r\n\r\n");
  EXPECT_THAT(request, HasSubstr("\r\n\r\n{}"));
}

TEST(ProxyTunnel, ThatIsRefusedSaysWhy) {
  const auto refused = failure_after("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
  EXPECT_EQ(refused.phase, CallPhase::connect);
  EXPECT_THAT(refused.cause, HasSubstr("407 Proxy Authentication Required to CONNECT"));
}

TEST(ProxyTunnel, OfWhoIsNoProxySaysSo) {
  EXPECT_THAT(failure_after("SSH-2.0-test\r\n").cause, HasSubstr("proxy 127.0.0.1:"));
  EXPECT_THAT(failure_after("").cause, HasSubstr("proxy 127.0.0.1:"));
}

}  // namespace
}  // namespace wiretape::net
