#include "wiretape/client/asio_transport.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::client {
namespace {

using std::chrono::milliseconds;

CallRequest request_over_tls() {
  CallRequest request{.is_tls = true, .host = "api.example.com", .port = 8443};
  request.head = {"POST", "/v1/x?y=z", 1, {{"host", "api.example.com:8443"}, {"content-length", "2"}}};
  request.body = "{}";
  request.timeouts = {milliseconds(1), milliseconds(2), milliseconds(3),
                      milliseconds(4), milliseconds(5), milliseconds(6)};
  return request;
}

TEST(AsioTransport, SendsTheRequestAsItStands) {
  const auto options = asio_call_options(request_over_tls(), nullptr);
  EXPECT_EQ(options.target.host, "api.example.com");
  EXPECT_EQ(options.target.port, 8443);
  EXPECT_EQ(options.request, "POST /v1/x?y=z HTTP/1.1\r\nhost: api.example.com:8443\r\ncontent-length: 2\r\n\r\n{}");
}

TEST(AsioTransport, EveryLimitIsThatOfItsPhase) {
  const auto options = asio_call_options(request_over_tls(), nullptr);
  EXPECT_EQ(options.target.timeouts.resolve, milliseconds(1));
  EXPECT_EQ(options.target.timeouts.connect, milliseconds(2));
  EXPECT_EQ(options.target.timeouts.tls, milliseconds(3));
  EXPECT_EQ(options.timeouts.first_byte, milliseconds(4));
  EXPECT_EQ(options.timeouts.idle, milliseconds(5));
  EXPECT_EQ(options.timeouts.total, milliseconds(6));
}

TEST(AsioTransport, OnlyWhoAsksForTlsHasIt) {
  const auto trusted = std::get<net::TlsClientContext>(net::make_tls_client_context(""));
  auto request = request_over_tls();
  EXPECT_EQ(asio_call_options(request, trusted).target.tls, trusted);
  request.is_tls = false;
  EXPECT_EQ(asio_call_options(request, trusted).target.tls, nullptr);
}

}  // namespace
}  // namespace wiretape::client
