// A browser's requests to a live server.

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

using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;

constexpr auto origin = "Origin: http://app.test\r\n";
const std::string preflight =
    "OPTIONS /v1 HTTP/1.1\r\nHost: x\r\nOrigin: http://app.test\r\nAccess-Control-Request-Method: POST\r\n\r\n";

MockServer serve(bool cors) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges.push_back(plain("plain", "/v1", "body"));
  return std::get<MockServer>(MockServer::start(std::move(tapes), {.cors = cors}));
}

TEST(ServerCors, AnswersAPreflightAndThenTheRequestOnOneConnection) {
  const auto server = serve(true);
  RawClient client(server.port());
  client.send(preflight);
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 204 No Content\r\n"));
  EXPECT_THAT(server.journal().entries(), IsEmpty());
  client.send(post("/v1", "{}", origin));
  EXPECT_EQ(client.read_until("body"),
            "HTTP/1.1 200 OK\r\ncontent-length: 4\r\naccess-control-allow-origin: http://app.test\r\n"
            "access-control-expose-headers: *\r\nvary: origin\r\n\r\nbody");
  EXPECT_THAT(server.journal().entries(), SizeIs(1));
}

TEST(ServerCors, AddsNothingUnlessAsked) {
  const auto server = serve(false);
  RawClient client(server.port());
  client.send(post("/v1", "{}", origin));
  EXPECT_EQ(client.read_until("body"), "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody");
  client.send(preflight);
  EXPECT_EQ(client.read_until("body"), "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody");
}

}  // namespace
}  // namespace wiretape::mockserver
