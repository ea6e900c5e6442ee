#include "wiretape/core/net/serve/host_listener.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

using boost::asio::ip::tcp;

/// A listener whose loop turns only where a test says so, and clients of it.
class HostListening : public ::testing::Test {
 protected:
  HostListener& open(const std::string& host, std::uint16_t port = 0) {
    listeners_.push_back(std::get<HostListener>(HostListener::open(context_, host, port)));
    return listeners_.back();
  }

  /// Whether somebody listens there.
  bool reaches(const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    clients_.emplace_back(context_);
    clients_.back().connect({boost::asio::ip::make_address(address), port}, error);
    return !error;
  }

  [[nodiscard]] bool has_ipv6() { return std::holds_alternative<Listener>(Listener::open(context_, "::1", 0)); }

  boost::asio::io_context context_;
  std::vector<HostListener> listeners_;
  std::vector<tcp::socket> clients_;
};

TEST_F(HostListening, LocalhostIsBothFamilies) {
  auto& listener = open("localhost");
  std::size_t accepted = 0;
  listener.start({&context_}, [&](const Socket&) { ++accepted; });
  EXPECT_TRUE(reaches("127.0.0.1", listener.port()));
  EXPECT_EQ(reaches("::1", listener.port()), has_ipv6());
  const std::size_t expected = has_ipv6() ? 2 : 1;
  while (accepted < expected)
    context_.run_one();
  listener.close();
}

TEST_F(HostListening, AnAddressIsThatOne) {
  const auto port = open("127.0.0.1").port();
  EXPECT_TRUE(reaches("127.0.0.1", port));
  EXPECT_FALSE(reaches("::1", port));
}

TEST_F(HostListening, BothRefuseAndListenAgain) {
  auto& listener = open("localhost");
  listener.start({&context_}, [](const Socket&) {});
  listener.refuse();
  EXPECT_FALSE(reaches("127.0.0.1", listener.port()));
  EXPECT_FALSE(reaches("::1", listener.port()));
  listener.listen_again();
  EXPECT_TRUE(reaches("127.0.0.1", listener.port()));
  EXPECT_EQ(reaches("::1", listener.port()), has_ipv6());
  listener.close();
}

TEST_F(HostListening, APortThatIsTakenOnOneIsTaken) {
  for (const std::string taken : {"127.0.0.1", "::1"}) {
    if (taken == "::1" && !has_ipv6()) continue;
    const auto port = open(taken).port();
    const auto opened = HostListener::open(context_, "localhost", port);
    ASSERT_TRUE(std::holds_alternative<ListenError>(opened)) << taken;
    const auto& host = std::get<ListenError>(opened).host;  // somebody else may have it on the other one
    EXPECT_TRUE(host == "127.0.0.1" || host == "::1") << host;
    EXPECT_EQ(std::get<ListenError>(opened).port, port);
  }
}

TEST_F(HostListening, ANameIsNoAddress) {
  const auto opened = HostListener::open(context_, "nowhere.invalid", 0);
  ASSERT_TRUE(std::holds_alternative<ListenError>(opened));
  EXPECT_EQ(std::get<ListenError>(opened).host, "nowhere.invalid");
}

}  // namespace
}  // namespace wiretape::net
