#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "wiretape/recorder/relay/relay_server.h"

namespace wiretape::recorder::relay {

/// What a relay has told of its exchanges.
class Told {
 public:
  void note(std::uint64_t exchange, capture::CaptureEvent event) {
    const std::lock_guard lock(mutex_);
    if (std::holds_alternative<capture::ResponseEnded>(event)) ++ended_;
    events_[exchange].push_back(std::move(event));
    changed_.notify_all();
  }

  /// Waits until so many exchanges have ended; false after 30 s.
  [[nodiscard]] bool wait_for_ended(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), [&] { return ended_ >= count; });
  }

  /// All events of a kind of one exchange, in their order.
  template <class Event>
  [[nodiscard]] std::vector<Event> all(std::uint64_t exchange = 1) const {
    const std::lock_guard lock(mutex_);
    std::vector<Event> found;
    for (const auto& event : events_.at(exchange)) {
      if (const auto* one = std::get_if<Event>(&event)) found.push_back(*one);
    }
    return found;
  }

  [[nodiscard]] capture::ResponseEnded end(std::uint64_t exchange = 1) const {
    return all<capture::ResponseEnded>(exchange).at(0);
  }

  /// The body of a response, as it was read.
  [[nodiscard]] std::string body(std::uint64_t exchange = 1) const {
    std::string bytes;
    for (const auto& read : all<capture::ResponseRead>(exchange))
      bytes += read.bytes;
    return bytes;
  }

  [[nodiscard]] std::size_t exchanges() const {
    const std::lock_guard lock(mutex_);
    return events_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, std::vector<capture::CaptureEvent>> events_;
  std::size_t ended_ = 0;
};

/// A relay on a thread of its own, and what it tells.
class RelayForTest {
 public:
  explicit RelayForTest(const RelayOptions& options)
      : RelayForTest(options, capture::Sink([this](std::uint64_t exchange, capture::CaptureEvent event) {
                       told_.note(exchange, std::move(event));
                     })) {}

  /// Tells somebody else.
  RelayForTest(const RelayOptions& options, const capture::Sink& sink)
      : server_(std::get<std::unique_ptr<RelayServer>>(RelayServer::open(context_, options, sink))),
        thread_([this] { context_.run(); }) {}

  /// To one upstream on 127.0.0.1.
  explicit RelayForTest(std::uint16_t port) : RelayForTest(to(port)) {}

  RelayForTest(const RelayForTest&) = delete;
  RelayForTest& operator=(const RelayForTest&) = delete;

  ~RelayForTest() {
    context_.stop();
    thread_.join();
    server_.reset();
  }

  [[nodiscard]] static RelayOptions to(const std::vector<std::string>& upstreams) {
    std::vector<Upstream> all;
    for (const auto& text : upstreams)
      all.push_back(std::get<Upstream>(parse_upstream(text)));
    RelayOptions options;
    options.upstream.upstreams = std::get<Upstreams>(Upstreams::of(std::move(all)));
    return options;
  }

  [[nodiscard]] static RelayOptions to(std::uint16_t port) { return to({"http://127.0.0.1:" + std::to_string(port)}); }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] Told& told() { return told_; }

  /// Has the server's thread do something.
  template <class Function>
  void post(Function function) {
    boost::asio::post(context_, [this, function = std::move(function)] { function(*server_); });
  }

 private:
  Told told_;
  boost::asio::io_context context_{1};
  std::unique_ptr<RelayServer> server_;
  std::thread thread_;
};

}  // namespace wiretape::recorder::relay
