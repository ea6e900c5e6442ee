#include "wiretape/mockserver/control/control_server.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/control/in_pieces_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using wiretape::testing::body_of;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;

constexpr auto ask = "GET /now HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr auto wait = "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Answers with the body, or the target, of a request; to /wait once it may.
class AControlServer : public ::testing::Test {
 protected:
  std::variant<std::unique_ptr<ControlServer>, net::ListenError> start(const std::string& host = "127.0.0.1",
                                                                       std::uint16_t port = 0) {
    return ControlServer::start(host, port, [this](const wire::HttpRequest& request) {
      ++calls_;
      return handler_(request);
    });
  }

  std::variant<ControlAnswer, PendingAnswer> echo(const wire::HttpRequest& request) {
    if (request.head.target != "/wait") {
      return ControlAnswer{.body = request.body.empty() ? request.head.target : request.body};
    }
    ++asked_to_wait_;
    return [this]() -> std::optional<ControlAnswer> {
      if (!may_answer_) return std::nullopt;
      return ControlAnswer{.body = "waited"};
    };
  }

  std::string answer_to(std::string_view request) {
    RawClient client(server_->port());
    client.send(request);
    return client.read_all();
  }

  /// A request that waits, once it does.
  std::unique_ptr<RawClient> waiting() {
    const int before = asked_to_wait_;
    auto client = std::make_unique<RawClient>(server_->port());
    client->send(wait);
    while (asked_to_wait_ == before)
      std::this_thread::yield();
    return client;
  }

  /// Clients that ask for "/read", once the handler has their requests.
  std::vector<std::unique_ptr<RawClient>> readers(int count) {
    const int before = calls_;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < count; ++i) {
      clients.push_back(std::make_unique<RawClient>(server_->port()));
      clients.back()->send("GET /read HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    while (calls_ < before + count)
      std::this_thread::yield();
    return clients;
  }

  std::atomic<int> calls_ = 0;  // of the handler
  decltype(ControlTerms::answer) handler_ = [this](const wire::HttpRequest& request) { return echo(request); };
  std::atomic<int> asked_to_wait_ = 0;
  std::atomic<bool> may_answer_ = false;
  std::unique_ptr<ControlServer> server_ = std::get<std::unique_ptr<ControlServer>>(start());
};

TEST_F(AControlServer, ManyRequestsOneAfterAnother) {
  for (int i = 0; i < 200; ++i)
    ASSERT_THAT(answer_to(ask), EndsWith("\r\n\r\n/now"));
}

TEST_F(AControlServer, BodiesUpToItsLimit) {
  const std::string body(65536, 'x');
  const std::string post = "POST /now HTTP/1.1\r\nHost: localhost\r\n";
  EXPECT_THAT(answer_to(post + "Content-Length: 65536\r\n\r\n" + body), EndsWith("\r\n\r\n" + body));
}

TEST_F(AControlServer, NoLargerBodies) {
  const std::string body(100'000, 'x');
  const std::string post = "POST /now HTTP/1.1\r\nHost: localhost\r\n";
  const auto answer = answer_to(post + "Content-Length: 100000\r\n\r\n" + body);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(answer, HasSubstr("the body is longer than 65536 bytes"));
}

TEST_F(AControlServer, ChunkedBodiesUpToItsLimit) {
  const std::string post = "POST /now HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_THAT(answer_to(post + "2\r\n{}\r\n0\r\n\r\n"), EndsWith("\r\n\r\n{}"));
  EXPECT_THAT(answer_to(post + "10001\r\n" + std::string(65537, 'x')), StartsWith("HTTP/1.1 413 "));
}

TEST_F(AControlServer, NoPackedBodiesAndDoesNotWaitForThem) {
  for (const std::string coding : {"gzip", "deflate", "br", "GZIP", "x-gzip", "gzip, gzip"}) {
    const auto answer = answer_to(
        "POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\nContent-Encoding: " + coding + "\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 415 ")) << coding;
    EXPECT_THAT(answer, HasSubstr("a body comes as it is here, without Content-Encoding")) << coding;
  }
  EXPECT_EQ(calls_, 0);
}

TEST_F(AControlServer, BodiesThatWaitToBeAskedFor) {
  const std::string post = "POST /now HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n";
  EXPECT_THAT(answer_to(post + "Content-Encoding: gzip\r\n\r\n"), StartsWith("HTTP/1.1 415 "));
  RawClient client(server_->port());
  client.send(post + "\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("{}");
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\n{}"));
}

TEST_F(AControlServer, BodiesWhateverTheyAreSaidToBe) {
  const std::string body(60'000, 'x');
  for (const std::string type :
       {"application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain"}) {
    const auto answer = answer_to("POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type +
                                  "\r\nContent-Length: 60000\r\n\r\n" + body);
    EXPECT_THAT(answer, EndsWith("\r\n\r\n" + body)) << type;
  }
}

TEST_F(AControlServer, NoRanges) {
  std::string many = "bytes=0-";
  for (int i = 0; i < 1000; ++i)
    many += ",0-";
  const std::string body(60'000, 'x');
  for (const std::string range : {"bytes=0-0", "bytes=9-", "bytes=0-0,0-1", "bytes=5-1", "lines=1-2", many.c_str()}) {
    const auto field = "Host: localhost\r\nRange: " + range + "\r\n";
    const auto answer = answer_to("GET /now HTTP/1.1\r\n" + field + "\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n")) << range;
    EXPECT_THAT(answer, EndsWith("\r\n\r\n/now")) << range;
    EXPECT_THAT(answer, Not(HasSubstr("Content-Range"))) << range;
    const auto posted = answer_to("POST /now HTTP/1.1\r\n" + field + "Content-Length: 60000\r\n\r\n" + body);
    EXPECT_THAT(posted, EndsWith("\r\n\r\n" + body)) << range;
    EXPECT_LT(posted.size(), 61'000U) << range;
  }
}

TEST_F(AControlServer, AnswersAsTheyAre) {
  const std::string body(60'000, 'x');
  const auto answer = answer_to(
      "POST /now HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\n"
      "Content-Length: 60000\r\n\r\n" +
      body);
  EXPECT_THAT(answer, EndsWith("\r\n\r\n" + body));
}

TEST_F(AControlServer, ShortAnswersInPiecesWithALength) {
  handler_ = [](const auto&) { return in_pieces(10, 100); };
  const auto answer = answer_to(ask);
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 1001\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n<" + std::string(1000, 'x')));
}

TEST_F(AControlServer, LongAnswersInPiecesAsTheyAreMade) {
  handler_ = [](const auto&) { return in_pieces(100'000, 20); };
  const auto expected = "<" + std::string(2'000'000, 'x');
  const auto answer = answer_to(ask);
  EXPECT_THAT(answer, HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
  EXPECT_TRUE(body_of(answer) == expected) << answer.size();
  EXPECT_THAT(answer, EndsWith("\r\n0\r\n\r\n"));
  EXPECT_TRUE(answer_to("GET /now HTTP/1.0\r\nHost: localhost\r\n\r\n").ends_with("\r\n\r\n" + expected));
}

TEST_F(AControlServer, OthersWhileManyDoNotReadOn) {
  handler_ = [this](const wire::HttpRequest& request) {
    return request.head.target == "/read" ? in_pieces(1'000'000, 1'000'000) : echo(request);
  };
  const auto clients = readers(60);
  for (int i = 0; i < 100; ++i)
    ASSERT_THAT(answer_to(ask), EndsWith("/now"));
}

TEST_F(AControlServer, NoLongTargets) {
  EXPECT_THAT(answer_to("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              StartsWith("HTTP/1.1 414 "));
}

TEST_F(AControlServer, OthersWhileManyWait) {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < 100; ++i)
    clients.push_back(waiting());
  EXPECT_THAT(answer_to(ask), EndsWith("/now"));
  may_answer_ = true;
  for (const auto& client : clients)
    EXPECT_THAT(client->read_all(), EndsWith("waited"));
}

TEST_F(AControlServer, NoMoreThanItsConnections) {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < ControlServer::most_connections; ++i)
    clients.push_back(waiting());
  const auto refused = answer_to(ask);
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_THAT(refused, HasSubstr("too many connections; close some of them"));
  clients.pop_back();
}

TEST_F(AControlServer, OnHighFileDescriptors) {
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

TEST_F(AControlServer, TellingThoseWhoWaitThatItEnds) {
  const auto client = waiting();
  server_.reset();
  const auto answer = client->read_all();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_THAT(answer, HasSubstr("the server ends"));
}

TEST_F(AControlServer, ItsEndWithoutWaitingForThoseWhoRead) {
  std::atomic<int> asked = 0;
  handler_ = [&](const auto&) {
    return ControlAnswer{.more = [&] {
      ++asked;
      return std::string(1'000'000, 'x');
    }};
  };
  const auto clients = readers(60);  // who read nothing: their answers never end
  server_.reset();
  const int before = asked;
  for (const auto& client : clients) {
    static_cast<void>(client->read_all());
    EXPECT_NE(client->end(), ReadEnd::timeout);
  }
  EXPECT_EQ(asked, before) << "what they would tell of may be gone";
}

TEST_F(AControlServer, ItsEndOnceTheAnswerAtHandIsMade) {
  std::latch may_go_on(1);
  std::atomic<bool> has_gone_on = false;
  handler_ = [&](const wire::HttpRequest& request) {
    may_go_on.wait();
    has_gone_on = true;
    return echo(request);
  };
  RawClient client(server_->port());
  client.send(ask);
  while (calls_ == 0)
    std::this_thread::yield();
  std::thread ending([&] {
    server_.reset();
    EXPECT_TRUE(has_gone_on) << "it must not end while the handler is at work";
  });
  may_go_on.count_down();
  EXPECT_THAT(client.read_all(), EndsWith("/now"));
  ending.join();
}

TEST_F(AControlServer, NobodyAfterItsEnd) {
  RawClient silent(server_->port());
  RawClient slow(server_->port());
  slow.send("GET /now HTTP/1.1\r\nHo");
  static_cast<void>(answer_to(ask));
  const auto start = std::chrono::steady_clock::now();
  server_.reset();  // which does not wait for them
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  slow.send("st: localhost\r\n\r\n");
  EXPECT_THAT(slow.read_all(), Not(StartsWith("HTTP/1.1 200 ")));
  EXPECT_NE(slow.end(), ReadEnd::timeout);
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_NE(silent.end(), ReadEnd::timeout);
}

TEST_F(AControlServer, WithTheSignalsOfTheProcessAsTheyWere) {
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

TEST_F(AControlServer, OnAPortThatItHadBefore) {
  const auto port = server_->port();
  static_cast<void>(answer_to(ask));
  server_.reset();
  server_ = std::get<std::unique_ptr<ControlServer>>(start("127.0.0.1", port));
  EXPECT_EQ(server_->port(), port);
  EXPECT_THAT(answer_to(ask), EndsWith("/now"));
}

TEST_F(AControlServer, OnNoPortThatIsTaken) {
  const auto second = start("127.0.0.1", server_->port());
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  EXPECT_EQ(std::get<net::ListenError>(second).cause, "Address already in use");
}

TEST_F(AControlServer, OnNoAddressThatIsNotThisMachines) {
  const auto second = start("192.0.2.1");
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  EXPECT_EQ(std::get<net::ListenError>(second).cause, "Cannot assign requested address");
}

TEST_F(AControlServer, OnNoName) {
  const auto second = start("nobody.test");
  ASSERT_TRUE(std::holds_alternative<net::ListenError>(second));
  EXPECT_EQ(std::get<net::ListenError>(second).cause, "not a numeric address");
}

}  // namespace
}  // namespace wiretape::mockserver
