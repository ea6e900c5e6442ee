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

#include "wiretape/core/net/tls_server.h"
#include "wiretape/mockserver/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"

#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::mockserver {
namespace {

using testing::post;
using testing::RawClient;
using testing::ReadEnd;
using ::testing::SizeIs;
using ::testing::StartsWith;
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

// Each client has a session and a path of its own, so that it can tell an
// answer meant for another.
TEST(ServerThreads, SixtyFourClientsGetEachItsOwn) {
  constexpr int clients = 64;
  constexpr int requests = 25;
  std::vector<tape::Exchange> exchanges;
  for (int i = 0; i < clients; ++i) {
    const auto name = std::to_string(i);
    exchanges.push_back(plain("exchange " + name, "/v1/" + name, "answer to " + name));
  }
  const auto server = std::get<MockServer>(MockServer::start(tapes_of(std::move(exchanges)), {.threads = 4}));
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&server, name = std::to_string(i)] {
      RawClient client(server.port());
      const auto expected = answer_with("answer to " + name);
      for (int request = 0; request < requests; ++request) {
        client.send(post("/~session-" + name + "/v1/" + name, R"({"n":)" + std::to_string(request) + "}"));
        ASSERT_EQ(client.read(expected.size()), expected);
      }
    });
  }
  for (auto& thread : threads)
    thread.join();

  ASSERT_TRUE(server.journal().wait_for_ended(clients * requests, 30s));
  const auto entries = server.journal().entries();
  ASSERT_THAT(entries, SizeIs(clients * requests));
  std::vector<int> next(clients, 0);
  for (const auto& entry : entries) {
    const int client = std::stoi(entry.exchange.substr(std::string("exchange ").size()));
    EXPECT_EQ(entry.session, "session-" + std::to_string(client));
    EXPECT_EQ(entry.request.body, R"({"n":)" + std::to_string(next[client]++) + "}");
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
  const auto authority = std::get<net::TestAuthority>(net::make_test_authority("localhost"));
  start({plain("plain", "/", "body")}, authority.server);
  testing::RawTlsClient client(server_->port(), authority.certificate);
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
