#include "wiretape/mockserver/host/host.h"

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using namespace std::chrono_literals;

std::vector<tape::Tape> tape_of(std::vector<tape::Exchange> exchanges) {
  return {{.name = "t.yaml", .exchanges = std::move(exchanges)}};
}

/// Answers "/held" after an hour.
tape::Exchange held() {
  auto exchange = plain("held", "/held", "late");
  exchange.delivery.first_byte = 1h;
  return exchange;
}

/// A host on an io_context that a thread of the test runs.
class HostTest : public ::testing::Test {
 protected:
  void open(std::vector<tape::Exchange> exchanges, const HostOptions& options = {}) {
    host_ = std::get<std::unique_ptr<Host>>(Host::open(context_, tape_of(std::move(exchanges)), options));
    thread_ = std::thread([this] {
      const auto work = boost::asio::make_work_guard(context_);
      context_.run();
    });
  }

  ~HostTest() override {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

  void drain(std::chrono::milliseconds grace) {
    boost::asio::post(context_, [this, grace] { host_->drain(grace, [this] { ended_.set_value(); }); });
  }
  void stop() {
    boost::asio::post(context_, [this] { host_->stop(); });
  }

  /// A client whose request is being answered for an hour.
  std::unique_ptr<RawClient> held_client() {
    auto client = std::make_unique<RawClient>(host_->ready().port);
    client->send(post("/held", "{}"));
    EXPECT_TRUE(host_->server().journal().wait_for_received(1, 30s));
    return client;
  }

  boost::asio::io_context context_{1};
  std::unique_ptr<Host> host_;
  std::thread thread_;
  std::promise<void> ended_;
};

TEST_F(HostTest, TellsWhereBothListenOnceTheyDo) {
  open({plain("a", "/a", "A"), plain("b", "/b", "B")}, {.control = ControlOptions{}, .authority_file = "ca.pem"});
  const auto& ready = host_->ready();
  EXPECT_EQ(ready.url, "http://127.0.0.1:" + std::to_string(ready.port));
  EXPECT_EQ(ready.control_url, "http://127.0.0.1:" + std::to_string(ready.control_port));
  EXPECT_EQ(ready.exchanges, 2U);
  EXPECT_EQ(ready.authority_file, "ca.pem");
  RawClient client(ready.port);
  client.send(post("/a", "{}", "Connection: close\r\n"));
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 200 OK\r\n"));
  RawClient control(ready.control_port);
  control.send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(control.read_all(), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_F(HostTest, HasNoControlPlaneUnlessItIsAskedFor) {
  open({});
  EXPECT_EQ(host_->ready().control_url, "");
  EXPECT_EQ(host_->ready().control_port, 0);
}

TEST_F(HostTest, SaysWhichListenerCantBeHad) {
  open({});
  const auto port = host_->ready().port;
  boost::asio::io_context context{1};
  const auto first = Host::open(context, {}, {.server = {.port = port}});
  EXPECT_EQ(std::get<HostError>(first).listener, HostError::Listener::server);
  const auto second = Host::open(context, {}, {.control = ControlOptions{.port = port}});
  EXPECT_EQ(std::get<HostError>(second).listener, HostError::Listener::control);
  EXPECT_EQ(std::get<HostError>(second).cause.port, port);
}

TEST_F(HostTest, EndsAtOnceWhereNothingPlays) {
  open({});
  drain(1h);
  ended_.get_future().wait();
}

TEST_F(HostTest, EndsWhatStillPlaysAfterItsGrace) {
  open({held()});
  const auto client = held_client();
  drain(1ms);
  ended_.get_future().wait();
  EXPECT_EQ(client->read_all(), "");
}

TEST_F(HostTest, EndsADrainAtOnceWhereItIsStopped) {
  open({held()});
  const auto client = held_client();
  drain(1h);
  auto ended = ended_.get_future();
  EXPECT_EQ(ended.wait_for(0s), std::future_status::timeout) << "it still plays";
  stop();
  ended.wait();
  EXPECT_EQ(client->read_all(), "");
}

TEST_F(HostTest, RemembersWhatAnsweredBeforeOtherTapes) {
  open({plain("a", "/a", "A"), plain("b", "/b", "B")});
  static_cast<void>(host_->server().responder().respond(request_for("/a")));
  EXPECT_THAT(host_->strict_report().unused, SizeIs(1));
  EXPECT_EQ(host_->replace(tape_of({plain("a", "/a", "A")})), 1U);
  EXPECT_THAT(host_->strict_report().unused, IsEmpty());
  EXPECT_TRUE(host_->strict_report().is_clean());
}

}  // namespace
}  // namespace wiretape::mockserver
