#include "wiretape/mockserver/control/control_plane.h"

#include <chrono>
#include <cstddef>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/http/coding/gzip_for_test.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using wire::gzip;
using wiretape::testing::body_of;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;

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
  ArmedListenerFaults listener_;
  FaultArming faults_{responder_.armed(), listener_, net::Security::plain, false};
  std::optional<ControlPlane> plane_{
      std::get<ControlPlane>(ControlPlane::start({journal_, [] { return std::size_t{0}; }, &responder_, &faults_}))};
};

TEST_F(ControlPlaneOverHttp, AnswersAndClosesTheConnection) {
  RawClient client(plane_->port());
  client.send(health);
  const auto answer = client.read_all();
  EXPECT_EQ(client.end(), ReadEnd::fin);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  for (const auto* field :
       {"Content-Type: application/json", "Content-Length: 16", "Cache-Control: no-store", "Connection: close"}) {
    EXPECT_THAT(answer, HasSubstr(std::string("\r\n") + field + "\r\n"));
  }
  EXPECT_THAT(answer, EndsWith(healthy_end));
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

TEST_F(ControlPlaneOverHttp, ReadsABodyThatNobodyNeeds) {
  for (const std::string method : {"POST", "PUT", "DELETE", "PATCH", "GET", "OPTIONS"}) {
    RawClient client(plane_->port());
    client.send(method + " /reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_THAT(client.read_all(), StartsWith(method == "POST" ? "HTTP/1.1 200 " : "HTTP/1.1 405 ")) << method;
  }
}

TEST_F(ControlPlaneOverHttp, TellsWhatThereIsForAnyMethodAndPath) {
  for (const std::string start : {"GET /nothing", "POST /nothing", "OPTIONS /a%0Ab", "DELETE /%ff", "PATCH /%00"}) {
    RawClient client(plane_->port());
    client.send(start + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto answer = client.read_all();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 404 Not Found\r\n"));
    EXPECT_THAT(answer, HasSubstr(", /health, ")) << start;
  }
}

TEST_F(ControlPlaneOverHttp, TellsTheMethodsOf405) {
  for (const std::string method : {"GET", "PUT", "DELETE", "TRACE"}) {
    RawClient client(plane_->port());
    client.send(method + " /reset HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto answer = client.read_all();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 405 Method Not Allowed\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nAllow: POST\r\n"));
  }
}

TEST_F(ControlPlaneOverHttp, AnswersHeadWithoutABody) {
  RawClient client(plane_->port());
  client.send("HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const auto answer = client.read_all();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 405 Method Not Allowed\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_F(ControlPlaneOverHttp, IsReachedByTheNamesOfThisMachineOnly) {
  RawClient client(plane_->port());
  client.send("GET /health HTTP/1.1\r\nHost: example.org\r\n\r\n");
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 403 Forbidden\r\n"));
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

/// The most memory that this process has had since it was last called, in bytes.
std::size_t peak_memory() {
  std::ifstream status("/proc/self/status");
  std::size_t kilobytes = 0;
  for (std::string word; status >> word;)
    if (word == "VmHWM:") status >> kilobytes;
  std::ofstream("/proc/self/clear_refs") << 5;
  return kilobytes * 1024;
}

TEST_F(ControlPlaneOverHttp, KeepsItsMemoryWhateverIsAskedOfIt) {
  auto request = request_for("/a");
  request.body.assign(8'000'000, 'x');
  static_cast<void>(journal_.received("", "a", request));
  const auto bomb = gzip(std::string(50'000'000, 'x'));
  ASSERT_LT(bomb.size(), 65536U);
  std::string ranges = "bytes=0-";
  for (int i = 0; i < 1000; ++i)
    ranges += ",0-";
  const auto serve_once = [&] {
    for (const std::string field : {"Content-Encoding: gzip", "Content-Encoding: br"}) {
      RawClient client(plane_->port());
      client.send("POST /faults HTTP/1.1\r\nHost: localhost\r\n" + field +
                  "\r\nContent-Length: " + std::to_string(bomb.size()) + "\r\n\r\n" + bomb);
      EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 415 "));
    }
    RawClient client(plane_->port());
    client.send("GET /journal HTTP/1.1\r\nHost: localhost\r\nRange: " + ranges + "\r\n\r\n");
    std::size_t size = 0;
    for (auto some = client.read_some(); !some.empty(); some = client.read_some())
      size += some.size();
    EXPECT_GT(size, 8'000'000U);
    EXPECT_LT(size, 9'000'000U) << "once, whatever the ranges";
  };
  serve_once();
  static_cast<void>(peak_memory());
  serve_once();
  const auto before = peak_memory();
  for (int i = 0; i < 5; ++i)
    serve_once();
  EXPECT_LT(peak_memory(), before + 50'000'000);
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

TEST_F(ControlPlaneOverHttp, EndsAlthoughSomebodyWaits) {
  RawClient waiting(plane_->port());
  waiting.send(get("/wait?requests=9&timeout=60s"));
  RawClient answered(plane_->port());
  answered.send(health);
  EXPECT_THAT(answered.read_all(), EndsWith(healthy_end));
  const auto start = std::chrono::steady_clock::now();
  plane_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  static_cast<void>(waiting.read_all());
  EXPECT_NE(waiting.end(), ReadEnd::timeout);
}

TEST_F(ControlPlaneOverHttp, SaysWhyItCannotListen) {
  const auto second = ControlPlane::start({journal_, [] { return std::size_t{0}; }, &responder_, &faults_},
                                          {.host = "127.0.0.1", .port = plane_->port()});
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  EXPECT_EQ(std::get<net::ListenError>(second).cause, "Address already in use");
}

}  // namespace
}  // namespace wiretape::mockserver
