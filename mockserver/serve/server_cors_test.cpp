// A browser's requests to a live server.

#include <chrono>
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

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using namespace std::chrono_literals;

constexpr auto origin = "Origin: http://app.test\r\n";
const std::string preflight =
    "OPTIONS /v1 HTTP/1.1\r\nHost: x\r\nOrigin: http://app.test\r\nAccess-Control-Request-Method: POST\r\n\r\n";

MockServer serve(bool cors, ServerOptions options = {}) {
  options.cors = cors;
  return server_of({plain("plain", "/v1", "body")}, options);
}

TEST(ServerCors, AnswersAPreflightAndThenTheRequestOnOneConnection) {
  const auto server = serve(true);
  RawClient client(server.port());
  client.send(preflight);
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 204 No Content\r\n"));
  EXPECT_THAT(server.journal().entries(), IsEmpty());
  client.send(post("/v1", "{}", origin));
  EXPECT_EQ(client.read_until("body"),
            "HTTP/1.1 200 OK\r\naccess-control-allow-origin: http://app.test\r\naccess-control-expose-headers: *\r\n"
            "vary: origin\r\ncontent-length: 4\r\n\r\nbody");
  EXPECT_THAT(server.journal().entries(), SizeIs(1));
}

TEST(ServerCors, AllowsThePrivateNetworkWhereAPageAsksForIt) {
  const auto server = serve(true);
  RawClient client(server.port());
  auto asking = preflight;
  asking.insert(asking.size() - 2, "Access-Control-Request-Private-Network: true\r\n");
  client.send(asking);
  EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr("\r\naccess-control-allow-private-network: true\r\n"));
}

TEST(ServerCors, AddsNothingUnlessAsked) {
  const auto server = serve(false);
  RawClient client(server.port());
  client.send(post("/v1", "{}", origin));
  EXPECT_EQ(client.read_until("body"), "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody");
  client.send(preflight);
  EXPECT_EQ(client.read_until("body"), "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody");
}

const std::string page_may_read = "access-control-allow-origin: http://app.test\r\n";
const std::string any_page_may_read = "access-control-allow-origin: *\r\naccess-control-expose-headers: *\r\n";

TEST(ServerCors, PlacesFaultsInWhatIsSentAndJournalsThat) {
  const auto server = serve(true);
  RawClient whole(server.port());
  whole.send(post("/v1", "{}", origin));
  const auto all = whole.read_until("body");
  for (const std::size_t cut : {std::size_t{1}, std::size_t{60}, std::size_t{100}, all.size() - 1}) {
    RawClient client(server.port());
    client.send(post("/@fin:wire_byte=" + std::to_string(cut) + "/v1", "{}", origin));
    EXPECT_EQ(client.read_all(), all.substr(0, cut));
    const auto writes = server.journal().entries().back().writes;
    EXPECT_EQ(writes.back().offset + writes.back().length, cut);
  }
}

TEST(ServerCors, LetsPagesReadTheServersOwnAnswers) {
  const auto server = serve(true);
  for (const std::string target : {"/nothing", "/~/v1", "/@no_fault/v1"}) {
    RawClient client(server.port());
    client.send(post(target, "{}", origin));
    EXPECT_THAT(client.read_until("\r\n\r\n"), HasSubstr(page_may_read)) << target;
  }
}

TEST(ServerCors, LetsPagesReadRefusals) {
  const std::string begun = "POST /v1 HTTP/1.1\r\nHost: x\r\nOrigin: http://app.test\r\n";
  const auto server = serve(true, {.limits = {.body = 3}, .request_timeout = 100ms});
  const std::vector<std::pair<std::string, std::string>> cases{
      {begun + "Content-Length: 4\r\n\r\n", page_may_read},    // 413
      {begun + "Content-Length: 3\r\n\r\nab", page_may_read},  // 408
      {begun, any_page_may_read},                              // 408
      {begun + "no field\r\n\r\n", any_page_may_read}};        // 400
  for (const auto& [sent, fields] : cases) {
    RawClient client(server.port());
    client.send(sent);
    EXPECT_THAT(client.read_all(), HasSubstr(fields)) << sent;
  }
}

TEST(ServerCors, LetsPagesReadThatThereAreTooManyConnections) {
  const auto server = serve(true, {.max_connections = 1});
  RawClient first(server.port());
  first.send(post("/v1", "{}"));
  EXPECT_THAT(first.read_until("body"), Not(HasSubstr("access-control")));
  RawClient second(server.port());
  EXPECT_THAT(second.read_all(), HasSubstr(any_page_may_read));
}

}  // namespace
}  // namespace wiretape::mockserver
