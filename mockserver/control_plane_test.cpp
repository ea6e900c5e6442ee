#include "wiretape/mockserver/control_plane.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/exchanges_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using testing::body_of;
using ::testing::HasSubstr;
using testing::RawClient;
using testing::ReadEnd;
using ::testing::StartsWith;

constexpr auto health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr auto healthy_end = "\r\n\r\n{\"status\":\"ok\"}\n";

std::string get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
}

class ControlPlaneOverHttp : public ::testing::Test {
 protected:
  void note(const std::string& session) { static_cast<void>(journal_.received(session, "a", request_for("/a"))); }

  Responder responder_{responder_of({plain("a", "/a", "A")})};
  journal::Journal journal_{{}};
  std::optional<ControlPlane> plane_{
      std::get<ControlPlane>(ControlPlane::start({responder_, journal_, [] { return std::size_t{0}; }}))};
};

TEST_F(ControlPlaneOverHttp, AnswersTheExactBytes) {
  RawClient client(plane_->port());
  client.send(get("/health"));
  EXPECT_EQ(client.read_all(),
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 16\r\ncache-control: no-store\r\n"
            "connection: close\r\n\r\n{\"status\":\"ok\"}\n");
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

TEST_F(ControlPlaneOverHttp, KeepsConnectionsAndAnswersPipelinedRequests) {
  RawClient client(plane_->port());
  client.send(std::string(health) + health + health);
  for (int i = 0; i < 3; ++i)
    EXPECT_THAT(client.read_until(healthy_end), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_F(ControlPlaneOverHttp, TakesARequestByteByByte) {
  RawClient client(plane_->port());
  for (const char byte : get("/health"))
    client.send({&byte, 1});
  EXPECT_EQ(body_of(client.read_all()), "{\"status\":\"ok\"}\n");
}

TEST_F(ControlPlaneOverHttp, RefusesBytesThatAreNoRequest) {
  RawClient client(plane_->port());
  client.send("nonsense\r\n\r\n");
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_EQ(client.end(), ReadEnd::fin);
}

TEST_F(ControlPlaneOverHttp, RefusesALargeBody) {
  RawClient client(plane_->port());
  client.send("POST /reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ControlPlaneOverHttp, TellsTheMethodsOf405) {
  RawClient client(plane_->port());
  client.send(get("/reset"));
  EXPECT_THAT(client.read_all(), HasSubstr("\r\nallow: POST\r\n"));
}

TEST_F(ControlPlaneOverHttp, WaitsWhileItAnswersOthers) {
  RawClient waiting(plane_->port());
  waiting.send(get("/sessions/mine/wait?requests=2&timeout=60s"));
  RawClient other(plane_->port());
  other.send(get("/health"));
  EXPECT_THAT(other.read_all(), StartsWith("HTTP/1.1 200 OK\r\n"));
  note("mine");
  note("other");
  note("mine");
  const auto answer = waiting.read_all();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\"number\":3"));
}

TEST_F(ControlPlaneOverHttp, SendsAJournalThatIsLargerThanTheSendBuffer) {
  auto request = request_for("/a");
  request.body.assign(20'000'000, 'x');
  static_cast<void>(journal_.received("", "a", request));
  RawClient client(plane_->port());
  client.send(get("/journal"));
  EXPECT_GT(body_of(client.read_all()).size(), 20'000'000U);
}

TEST_F(ControlPlaneOverHttp, ServesOnAfterClientsThatLeave) {
  note("");
  for (int i = 0; i < 100; ++i) {
    RawClient client(plane_->port());
    client.send(i % 2 == 0 ? get("/wait?requests=9&timeout=60s") : get("/journal"));
    client.reset();
  }
  RawClient client(plane_->port());
  client.send(get("/health"));
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_F(ControlPlaneOverHttp, ClosesWhatIsTooManyAtOnce) {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 64; ++i) {
    clients.push_back(std::make_unique<RawClient>(plane_->port()));
    clients.back()->send(health);
    EXPECT_THAT(clients.back()->read_until(healthy_end), StartsWith("HTTP/1.1 200 OK\r\n"));
  }
  RawClient beyond(plane_->port());
  EXPECT_EQ(beyond.read_all(), "");
  EXPECT_NE(beyond.end(), ReadEnd::timeout);
  clients.front()->send(health);
  EXPECT_THAT(clients.front()->read_until(healthy_end), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_F(ControlPlaneOverHttp, EndsAtOnceAlthoughSomebodyWaits) {
  RawClient waiting(plane_->port());
  waiting.send(get("/wait?requests=9&timeout=60s"));
  RawClient idle(plane_->port());
  RawClient answered(plane_->port());
  answered.send(get("/health"));
  static_cast<void>(answered.read_all());
  plane_.reset();
  EXPECT_EQ(waiting.read_all(), "");
  EXPECT_NE(waiting.end(), ReadEnd::timeout);
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_NE(idle.end(), ReadEnd::timeout);
}

TEST_F(ControlPlaneOverHttp, SaysWhyItCannotListen) {
  const auto second = ControlPlane::start({responder_, journal_, [] { return std::size_t{0}; }},
                                          {.host = "127.0.0.1", .port = plane_->port()});
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  EXPECT_THAT(std::get<net::ListenError>(second).cause, HasSubstr("in use"));
}

}  // namespace
}  // namespace wiretape::mockserver
