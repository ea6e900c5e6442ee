#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/local_authority.h"
#include "wiretape/mockserver/mock_server.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {

/// The field that lets a client read its answer to the end.
inline constexpr auto closing = "Connection: close\r\n";

/// The authority that vouches for the TLS servers of a test.
inline const net::TestAuthority& authority() {
  static const auto made = std::get<net::TestAuthority>(net::make_test_authority("localhost"));
  return made;
}

/// The options with TLS, for which authority() vouches.
inline ServerOptions over_tls(ServerOptions options = {}) {
  options.tls = authority().server;
  return options;
}

/// A server of one tape with these exchanges.
inline MockServer server_of(std::vector<tape::Exchange> exchanges, const ServerOptions& options = {}) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges = std::move(exchanges);
  return std::get<MockServer>(MockServer::start(std::move(tapes), options));
}

/// Expects that a new client's POST of "/" is answered with "body"; `after` says what was done to the server before.
inline void expect_still_serving(const MockServer& server, const std::string& after = "") {
  wiretape::testing::RawClient client(server.port());
  client.send(wiretape::testing::post("/", "{}", closing));
  EXPECT_THAT(client.read_all(), ::testing::EndsWith("\r\n\r\nbody")) << after;
}

}  // namespace wiretape::mockserver
