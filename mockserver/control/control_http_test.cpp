#include "wiretape/mockserver/control/control_http.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;

constexpr auto ask = "GET /now HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr auto wait = "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Answers with the body, or the target, of a request; to /wait once it may.
class ControlHttpServes : public ::testing::Test {
 protected:
  std::variant<std::unique_ptr<ControlHttp>, net::ListenError> start(const std::string& host = "127.0.0.1",
                                                                     std::uint16_t port = 0) {
    return ControlHttp::start(
        host, port, [this](const wire::HttpRequest& request) -> std::variant<ControlAnswer, PendingAnswer> {
          if (request.head.target != "/wait") {
            return ControlAnswer{.body = request.body.empty() ? request.head.target : request.body};
          }
          ++asked_to_wait_;
          return [this]() -> std::optional<ControlAnswer> {
            if (!may_answer_) return std::nullopt;
            return ControlAnswer{.body = "waited"};
          };
        });
  }

  std::string answer_to(std::string_view request) {
    RawClient client(http_->port());
    client.send(request);
    return client.read_all();
  }

  /// A request that waits, once it does.
  std::unique_ptr<RawClient> waiting() {
    const int before = asked_to_wait_;
    auto client = std::make_unique<RawClient>(http_->port());
    client->send(wait);
    while (asked_to_wait_ == before)
      std::this_thread::yield();
    return client;
  }

  std::atomic<int> asked_to_wait_ = 0;
  std::atomic<bool> may_answer_ = false;
  std::unique_ptr<ControlHttp> http_ = std::get<std::unique_ptr<ControlHttp>>(start());
};

TEST_F(ControlHttpServes, ManyRequestsOneAfterAnother) {
  for (int i = 0; i < 200; ++i)
    ASSERT_THAT(answer_to(ask), EndsWith("\r\n\r\n/now"));
}

TEST_F(ControlHttpServes, BodiesUpToItsLimit) {
  const std::string body(65536, 'x');
  const std::string post = "POST /now HTTP/1.1\r\nHost: localhost\r\n";
  EXPECT_THAT(answer_to(post + "Content-Length: 65536\r\n\r\n" + body), EndsWith("\r\n\r\n" + body));
}

TEST_F(ControlHttpServes, NoLargerBodies) {
  const std::string body(100'000, 'x');
  const std::string post = "POST /now HTTP/1.1\r\nHost: localhost\r\n";
  const auto answer = answer_to(post + "Content-Length: 100000\r\n\r\n" + body);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(answer, HasSubstr("the body is longer than 65536 bytes"));
}

TEST_F(ControlHttpServes, NoChunkedBodies) {
  const auto answer =
      answer_to("POST /now HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 411 "));
  EXPECT_THAT(answer, HasSubstr("a body comes with Content-Length here"));
}

TEST_F(ControlHttpServes, NoLongTargets) {
  EXPECT_THAT(answer_to("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              StartsWith("HTTP/1.1 414 "));
}

TEST_F(ControlHttpServes, OthersWhileAsManyWaitAsMay) {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < most_waits; ++i)
    clients.push_back(waiting());
  EXPECT_THAT(answer_to(ask), EndsWith("/now"));
  const auto refused = answer_to(wait);
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_THAT(refused, HasSubstr("48 requests wait already; try again once one of them has its answer"));
  may_answer_ = true;
  for (const auto& client : clients)
    EXPECT_THAT(client->read_all(), EndsWith("waited"));
  EXPECT_THAT(answer_to(wait), EndsWith("waited"));
}

TEST_F(ControlHttpServes, OnHighFileDescriptors) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  auto raised = before;
  raised.rlim_cur = std::min<rlim_t>(before.rlim_max, 2048);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &raised), 0);
  std::vector<int> held;
  for (int i = 0; i < 1100; ++i)
    held.push_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  EXPECT_GT(held.back(), FD_SETSIZE);
  EXPECT_THAT(answer_to(ask), EndsWith("/now"));
  for (const int file : held)
    ::close(file);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

TEST_F(ControlHttpServes, TellingThoseWhoWaitThatItEnds) {
  const auto client = waiting();
  http_.reset();
  const auto answer = client->read_all();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_THAT(answer, HasSubstr("the server ends"));
}

TEST_F(ControlHttpServes, NobodyAfterItsEnd) {
  RawClient silent(http_->port());
  RawClient slow(http_->port());
  slow.send("GET /now HTTP/1.1\r\nHo");
  static_cast<void>(answer_to(ask));
  const auto start = std::chrono::steady_clock::now();
  http_.reset();  // which does not wait for them
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  slow.send("st: localhost\r\n\r\n");
  EXPECT_THAT(slow.read_all(), Not(StartsWith("HTTP/1.1 200 ")));
  EXPECT_NE(slow.end(), ReadEnd::timeout);
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_NE(silent.end(), ReadEnd::timeout);
}

TEST_F(ControlHttpServes, WithTheSignalsOfTheProcessAsTheyWere) {
  struct sigaction action {};
  ASSERT_EQ(::sigaction(SIGPIPE, nullptr, &action), 0);
  ASSERT_EQ(action.sa_handler, SIG_DFL);
  // Sending to these would kill the process.
  for (int i = 0; i < 100; ++i) {
    const auto client = waiting();
    client->reset();
  }
  may_answer_ = true;
  EXPECT_THAT(answer_to(ask), EndsWith("/now"));
}

TEST_F(ControlHttpServes, OnAPortThatItHadBefore) {
  const auto port = http_->port();
  static_cast<void>(answer_to(ask));
  http_.reset();
  http_ = std::get<std::unique_ptr<ControlHttp>>(start("127.0.0.1", port));
  EXPECT_EQ(http_->port(), port);
  EXPECT_THAT(answer_to(ask), EndsWith("/now"));
}

TEST_F(ControlHttpServes, OnNoPortThatIsTaken) {
  const auto second = start("127.0.0.1", http_->port());
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  EXPECT_EQ(std::get<net::ListenError>(second).cause, "Address already in use");
}

TEST_F(ControlHttpServes, OnNoAddressThatIsNotThisMachines) {
  const auto second = start("192.0.2.1");
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  EXPECT_EQ(std::get<net::ListenError>(second).cause, "Cannot assign requested address");
}

TEST_F(ControlHttpServes, OnNoName) {
  const auto second = start("nobody.test");
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  EXPECT_EQ(std::get<net::ListenError>(second).cause, "not a numeric address");
}

}  // namespace
}  // namespace wiretape::mockserver
