// One server on several threads.

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/server.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;
using namespace std::chrono_literals;

tape::Exchange held(std::string path) {
  tape::Exchange exchange;
  exchange.id = "held";
  exchange.request.path = std::move(path);
  exchange.answer = tape::StreamResponse{
      {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}},
      {provider::DataEvent{"", "begun", {}}, provider::PauseEvent{1h}, provider::DataEvent{"", "never", {}}}};
  return exchange;
}

std::vector<tape::Tape> tapes_of(std::vector<tape::Exchange> exchanges) {
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges = std::move(exchanges);
  return tapes;
}

std::string answer_with(const std::string& body) {
  return "HTTP/1.1 200 OK\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// All ask for the same path and get the same sequence, each in a session of its own: whoever saw another's state would
// be a step ahead.
TEST(ServerThreads, SixtyFourSessionsPlayTheSameSequenceEachForItself) {
  constexpr int sessions = 64;
  constexpr int steps = 5;
  constexpr int uses = 5;
  const auto step_text = [](int step) { return "step " + std::to_string(step); };
  std::vector<tape::Exchange> exchanges;
  for (int step = 0; step < steps; ++step) {
    exchanges.push_back(plain(step_text(step), "/v1/x", step_text(step)));
    exchanges.back().uses = uses;
  }
  const auto server = std::get<MockServer>(MockServer::start(tapes_of(std::move(exchanges)), {.threads = 4}));
  std::vector<std::thread> threads;
  for (int session = 0; session < sessions; ++session) {
    threads.emplace_back([&, target = "/~" + std::to_string(session) + "/v1/x"] {
      RawClient client(server.port());
      for (int request = 0; request < steps * uses; ++request) {
        const auto expected = answer_with(step_text(request / uses));
        client.send(post(target, R"({"n":)" + std::to_string(request) + "}"));
        ASSERT_EQ(client.read(expected.size()), expected) << target;
      }
    });
  }
  for (auto& thread : threads)
    thread.join();

  constexpr int requests = sessions * steps * uses;
  ASSERT_TRUE(server.journal().wait_for_ended(requests, 30s));
  const auto entries = server.journal().entries();
  ASSERT_THAT(entries, SizeIs(requests));
  std::vector<int> next(sessions, 0);
  for (const auto& entry : entries) {
    const auto request = next[static_cast<std::size_t>(std::stoi(entry.session))]++;
    EXPECT_EQ(entry.exchange, step_text(request / uses));
    EXPECT_EQ(entry.request.body, R"({"n":)" + std::to_string(request) + "}");
    ASSERT_THAT(entry.writes, SizeIs(1));
    EXPECT_EQ(entry.end->ending, wire::Ending::complete);
  }
}

TEST(ServerThreads, StopWhileStreamsAreHeldOnEachOfThem) {
  auto server =
      std::make_unique<MockServer>(std::get<MockServer>(MockServer::start(tapes_of({held("/")}), {.threads = 3})));
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 9; ++i) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    clients.back()->send(post("/", "{}"));
    EXPECT_THAT(clients.back()->read_until("begun\n\n\r\n"), StartsWith("HTTP/1.1 200 OK"));
  }
  server.reset();
  for (const auto& client : clients) {
    EXPECT_EQ(client->read_all(), "");
    EXPECT_NE(client->end(), ReadEnd::timeout);
  }
}

TEST(ServerThreads, ShareTheLimitOnConnections) {
  const auto server =
      std::get<MockServer>(MockServer::start(tapes_of({held("/")}), {.threads = 3, .max_connections = 5}));
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->send(post("/", "{}"));
    EXPECT_THAT(clients.back()->read_until("\r\n"), StartsWith(i < 5 ? "HTTP/1.1 200 " : "HTTP/1.1 503 ")) << i;
  }
}

/// A Server on an io_context that a thread of the test runs.
class DrainedServer : public ::testing::Test {
 protected:
  void start(std::vector<tape::Exchange> exchanges, net::TlsServerContext tls = nullptr) {
    server_ = std::get<std::unique_ptr<Server>>(
        Server::open(context_, tapes_of(std::move(exchanges)), {.threads = 3, .tls = std::move(tls)}));
    thread_ = std::thread([this] { context_.run(); });
  }

  std::future<std::thread::id> drain() {
    boost::asio::post(context_, [this] {
      server_->drain([this] {
        drained_.set_value(std::this_thread::get_id());
        context_.stop();
      });
    });
    return drained_.get_future();
  }

  ~DrainedServer() override {
    context_.stop();
    thread_.join();
  }

  boost::asio::io_context context_{1};
  std::unique_ptr<Server> server_;
  std::thread thread_;
  std::promise<std::thread::id> drained_;
};

TEST_F(DrainedServer, EndsIdleConnectionsOfAllThreadsAtOnce) {
  start({plain("plain", "/", "body")});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<RawClient>(server_->port()));
    clients.back()->send(post("/", "{}"));
    EXPECT_EQ(clients.back()->read(answer_with("body").size()), answer_with("body"));
  }
  const auto thread = thread_.get_id();
  EXPECT_EQ(drain().get(), thread);
  for (const auto& client : clients) {
    EXPECT_EQ(client->read_all(), "");
    EXPECT_EQ(client->end(), ReadEnd::fin);
  }
}

TEST_F(DrainedServer, EndsTlsInOrder) {
  start({plain("plain", "/", "body")}, authority().server);
  testing::RawTlsClient client(server_->port(), authority().certificate);
  client.send(post("/", "{}"));
  EXPECT_EQ(client.read_until("body"), answer_with("body"));
  drain().get();
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.end(), testing::TlsEnd::close_notify);
}

TEST_F(DrainedServer, LetsPlayingOnesOfAllThreadsFinish) {
  auto slow = held("/");
  std::get<tape::StreamResponse>(slow.answer).events[1] = provider::PauseEvent{200ms};
  start({slow});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<RawClient>(server_->port()));
    clients.back()->send(post("/", "{}"));
  }
  for (const auto& client : clients)
    EXPECT_THAT(client->read_until("begun\n\n\r\n"), StartsWith("HTTP/1.1 200 OK"));
  auto drained = drain();
  for (const auto& client : clients)
    EXPECT_THAT(client->read_all(), ::testing::EndsWith("data: never\n\n\r\n0\r\n\r\n"));
  drained.get();
}

}  // namespace
}  // namespace wiretape::mockserver
