#include "wiretape/core/net/serve/joint_sockets.h"

#include <cstddef>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "wiretape/core/net/serve/listener.h"

#include "tests/support/raw_client.h"

namespace wiretape::net {
namespace {

using boost::asio::ip::tcp;
using testing::RawClient;
using testing::ReadEnd;

/// Two clients whose connections are joined, on a thread of its own.
class JointSocketsTest : public ::testing::Test {
 protected:
  JointSocketsTest()
      : acceptor_(context_, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)),
        one_(acceptor_.local_endpoint().port()),
        first_(acceptor_.accept()),
        other_(acceptor_.local_endpoint().port()),
        joint_(std::make_shared<JointSockets>(std::move(first_), Socket(acceptor_.accept()),
                                              [this] { parted_.set_value(); })),
        thread_([this] { context_.run(); }) {}
  ~JointSocketsTest() override {
    context_.stop();
    thread_.join();
  }

  void join(std::string early = "") {
    boost::asio::post(context_, [this, early = std::move(early)] { joint_->start(early); });
  }
  void close() {
    boost::asio::post(context_, [this] { joint_->close(); });
  }
  /// Returns once both are closed.
  void wait_until_parted() { parted_.get_future().wait(); }

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<Executor> work_{context_.get_executor()};
  Acceptor acceptor_;
  RawClient one_;
  Socket first_;
  RawClient other_;
  std::promise<void> parted_;
  std::shared_ptr<JointSockets> joint_;
  std::thread thread_;
};

TEST_F(JointSocketsTest, PassBytesOnBothWays) {
  join("early ");
  one_.send("there");
  EXPECT_EQ(other_.read(11), "early there");
  other_.send("back");
  EXPECT_EQ(one_.read(4), "back");
}

TEST_F(JointSocketsTest, PassAnEndOnAndLeaveTheOtherWayOpen) {
  join();
  one_.send("asked");
  one_.shut_down_sending();
  EXPECT_EQ(other_.read_all(), "asked");
  EXPECT_EQ(other_.end(), ReadEnd::fin);
  other_.send("answered");
  EXPECT_EQ(one_.read(8), "answered");
  other_.close();
  EXPECT_EQ(one_.read_all(), "");
  EXPECT_EQ(one_.end(), ReadEnd::fin);
  wait_until_parted();
}

TEST_F(JointSocketsTest, PassAResetOnBehindWhatCameBefore) {
  join();
  other_.send("half");
  EXPECT_EQ(one_.read(4), "half");
  other_.reset();
  EXPECT_EQ(one_.read_all(), "");
  EXPECT_EQ(one_.end(), ReadEnd::reset);
  wait_until_parted();
}

TEST_F(JointSocketsTest, PassTheResetOfEitherOn) {
  join();
  one_.send("x");
  EXPECT_EQ(other_.read(1), "x");
  one_.reset();
  EXPECT_EQ(other_.read_all(), "");
  EXPECT_EQ(other_.end(), ReadEnd::reset);
  wait_until_parted();
}

TEST_F(JointSocketsTest, LoseNothingToAnEndThatReadsSlowly) {
  join();
  const std::string large(std::size_t{8} << 20, 'x');
  std::thread sending([&] {
    other_.send(large);
    other_.close();
  });
  std::string got;
  for (auto bytes = one_.read_some(5000); !bytes.empty(); bytes = one_.read_some(5000))
    got += bytes;
  sending.join();
  EXPECT_TRUE(got == large) << got.size();
}

TEST_F(JointSocketsTest, AreClosedTogether) {
  join();
  close();
  EXPECT_EQ(one_.read_all(), "");
  EXPECT_EQ(other_.read_all(), "");
}

TEST(SocketOf, WhatIsNoConnectionHasNothingToRead) {
  boost::asio::io_context context;
  auto socket = socket_of(-1, context.get_executor());
  EXPECT_FALSE(socket.is_open());
}

}  // namespace
}  // namespace wiretape::net
