#include "wiretape/core/net/serve/listener.h"

#include <cerrno>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "tests/support/raw_client.h"

namespace wiretape::net {
namespace {

using wiretape::testing::bind_error;
using wiretape::testing::connect_error;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;

/// A listener on a free port; its loop turns only where a test says so.
class ListenerRefusing : public ::testing::Test {
 protected:
  ListenerRefusing() {
    listener_.start({&context_}, [this](Socket socket) {
      accepted_.push_back(std::move(socket));
      if (accepted_.size() == refuse_after_) listener_.refuse();
    });
  }

  void accept(std::size_t connections) {
    while (accepted_.size() < connections)
      context_.run_one();
  }

  boost::asio::io_context context_;
  Listener listener_{std::get<Listener>(Listener::open(context_, "127.0.0.1", 0))};
  std::vector<Socket> accepted_;
  std::size_t refuse_after_ = 0;
};

TEST_F(ListenerRefusing, HoldsThePort) {
  const auto port = listener_.port();
  for (int round = 0; round < 100; ++round) {
    if (round % 2 == 0) context_.poll();
    listener_.refuse();
    EXPECT_EQ(connect_error(port), ECONNREFUSED);
    EXPECT_EQ(bind_error(port, false), EADDRINUSE);
    EXPECT_EQ(bind_error(port, true), EADDRINUSE);
    listener_.listen_again();
    ASSERT_EQ(connect_error(port), 0);
    accept(accepted_.size() + 1);
  }
}

TEST_F(ListenerRefusing, HoldsAPortAskedForByNumber) {
  listener_.close();
  auto listener = std::get<Listener>(Listener::open(context_, "127.0.0.1", listener_.port()));
  listener.start({&context_}, [](const Socket&) {});
  listener.refuse();
  EXPECT_EQ(connect_error(listener.port()), ECONNREFUSED);
  EXPECT_EQ(bind_error(listener.port(), true), EADDRINUSE);
  listener.listen_again();
  EXPECT_EQ(connect_error(listener.port()), 0);
}

TEST_F(ListenerRefusing, LeavesAcceptedConnectionsAlone) {
  RawClient client(listener_.port());
  accept(1);
  listener_.refuse();
  context_.poll();
  client.send("to");
  std::string got(2, '\0');
  EXPECT_EQ(accepted_[0].read_some(boost::asio::buffer(got)), 2U);
  EXPECT_EQ(got, "to");
  accepted_[0].write_some(boost::asio::buffer(std::string("fro")));
  EXPECT_EQ(client.read(3), "fro");
}

TEST_F(ListenerRefusing, ResetsWhoWaitsToBeAccepted) {
  RawClient client(listener_.port());
  listener_.refuse();
  EXPECT_EQ(client.read_all(), "");
  EXPECT_EQ(client.end(), ReadEnd::reset);
  context_.poll();
  EXPECT_TRUE(accepted_.empty());
}

TEST_F(ListenerRefusing, MayBeginAsAConnectionIsAccepted) {
  refuse_after_ = 2;
  const RawClient first(listener_.port());
  const RawClient second(listener_.port());
  accept(2);
  EXPECT_EQ(connect_error(listener_.port()), ECONNREFUSED);
}

TEST_F(ListenerRefusing, KeepsTheIoContextAtWork) {
  context_.poll();
  listener_.refuse();
  for (int turn = 0; turn < 3; ++turn)
    context_.poll();
  EXPECT_FALSE(context_.stopped());
  listener_.listen_again();
  const RawClient client(listener_.port());
  accept(1);
  listener_.refuse();
  listener_.close();
  context_.run();  // returns: nothing is left to do
}

TEST_F(ListenerRefusing, MayEndBeforeTheLoopTookNotice) {
  context_.poll();
  for (int round = 0; round < 3; ++round) {
    listener_.refuse();
    listener_.listen_again();
  }
  const RawClient client(listener_.port());
  accept(1);
}

}  // namespace
}  // namespace wiretape::net
