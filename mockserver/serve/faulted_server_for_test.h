#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/serve/server.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {

/// What a FaultedServer answers to a POST of "/".
inline constexpr std::string_view served = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody";

/// A server on two threads, one of which the test runs.
class FaultedServer : public ::testing::Test {
 protected:
  ~FaultedServer() override {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

  void start(std::vector<ListenerFault> faults, ServerOptions options = {}) {
    std::vector<tape::Tape> tapes(1);
    tapes.front().exchanges.push_back(plain("plain", "/", "body"));
    options.threads = 2;
    options.listener_faults = std::move(faults);
    server_ = std::get<std::unique_ptr<Server>>(Server::open(context_, std::move(tapes), options));
    thread_ = std::thread([this] { context_.run(); });
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

  void arm(std::vector<ListenerFault> faults) {
    const auto armed = std::make_shared<std::promise<void>>();
    server_->arm(std::move(faults), [armed] { armed->set_value(); });
    ASSERT_EQ(armed->get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
  }

  void drain() {
    const auto drained = std::make_shared<std::promise<void>>();
    boost::asio::post(context_, [this, drained] { server_->drain([drained] { drained->set_value(); }); });
    ASSERT_EQ(drained->get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
  }

  /// Waits for a condition that other threads bring about; false after 30 s.
  template <class Condition>
  [[nodiscard]] static bool comes_true(const Condition& condition) {
    const auto latest = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > latest) return false;
      std::this_thread::yield();
    }
    return true;
  }

  [[nodiscard]] bool has_hit(const std::string& fault, std::uint64_t connections) const {
    return comes_true([&] {
      const auto hit = server_->journal().totals().connections_by_fault;
      return hit.contains(fault) && hit.at(fault) == connections;
    });
  }

  [[nodiscard]] bool has_open(std::size_t connections) const {
    return comes_true([&] { return server_->open_connections() == connections; });
  }

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_.get_executor()};
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace wiretape::mockserver
