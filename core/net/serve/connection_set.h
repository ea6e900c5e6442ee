#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "wiretape/core/net/serve/connection_driver.h"

namespace wiretape::net {

/// The connections of a server: begun on the threads of their sockets, and kept until they end. Thread safe, but for
/// its end: when it is destroyed, none of those threads runs any more.
template <Handler HandlerType>
class ConnectionSet {
 public:
  /// `terms` outlives it.
  explicit ConnectionSet(ServingTerms& terms) : serving_{terms, [this](std::uint64_t number) { forget(number); }} {}
  ConnectionSet(const ConnectionSet&) = delete;
  ConnectionSet& operator=(const ConnectionSet&) = delete;

  ~ConnectionSet() { close_here(); }

  /// Serves an accepted connection. `number` is no other's; `deadlines` are those of the socket's thread.
  void serve(Socket socket, DeadlineQueue& deadlines, std::uint64_t number, HandlerType handler,
             std::unique_ptr<const ConnectionFault> fault = nullptr) {
    const auto driver = add(
        std::make_shared<Driver>(std::move(socket), deadlines, number, serving_, std::move(handler), std::move(fault)),
        number, true);
    boost::asio::dispatch(driver->executor(), [driver] { driver->start(); });
  }

  /// Has the handler answer one that there are too many, and closes it.
  void turn_away(Socket socket, DeadlineQueue& deadlines, std::uint64_t number, HandlerType handler) {
    const auto driver = add(
        std::make_shared<Driver>(std::move(socket), deadlines, number, serving_, std::move(handler)), number, false);
    boost::asio::dispatch(driver->executor(), [driver] { driver->turn_away(); });
  }

  /// How many are open.
  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }

  /// How many of them were not turned away.
  [[nodiscard]] std::size_t served() const {
    const std::lock_guard lock(mutex_);
    return served_;
  }

  /// Has the handler of a connection asked again where it waits, soon and on its thread. Nothing where there is no such
  /// connection any more.
  void wake(std::uint64_t number) {
    if (const auto driver = find(number)) boost::asio::post(driver->executor(), [driver] { driver->wake(); });
  }

  /// The same at once: on that thread only, and not from within a call of the handler.
  void wake_here(std::uint64_t number) {
    if (const auto driver = find(number)) driver->wake();
  }

  /// Closes those that are idle, and has the others read no further request; calls `on_drained` once none is left, at
  /// once or on `home`, which does not run out of work before that.
  void drain(boost::asio::io_context& home, std::function<void()> on_drained) {
    serving_.terms.is_draining = true;
    for (const auto& driver : drivers())
      boost::asio::dispatch(driver->executor(), [driver] { driver->close_if_idle(); });
    {
      const std::lock_guard lock(mutex_);
      if (!held_.empty()) {
        on_drained_ = [&home, work = boost::asio::make_work_guard(home), on_drained = std::move(on_drained)] {
          boost::asio::post(home, on_drained);
        };
        return;
      }
    }
    on_drained();
  }

  /// Closes every one on this thread: to be called where none of theirs runs any more. Handlers that are still queued
  /// with an io_context hold connections; those do nothing then.
  void close_here() {
    on_drained_ = nullptr;
    for (const auto& driver : drivers())
      driver->close();
  }

  /// Closes every one, as soon as its thread gets to it.
  void close_all() {
    for (const auto& driver : drivers())
      boost::asio::dispatch(driver->executor(), [driver] { driver->close(); });
  }

 private:
  using Driver = ConnectionDriver<HandlerType>;
  struct Held {
    std::shared_ptr<Driver> driver;
    bool is_served;
  };

  std::shared_ptr<Driver> add(std::shared_ptr<Driver> driver, std::uint64_t number, bool is_served) {
    const std::lock_guard lock(mutex_);
    held_.emplace(number, Held{driver, is_served});
    if (is_served) ++served_;
    return driver;
  }

  void forget(std::uint64_t number) {
    typename Connections::node_type ended;  // goes when the lock has
    const std::lock_guard lock(mutex_);
    ended = held_.extract(number);
    if (ended.mapped().is_served) --served_;
    if (held_.empty() && on_drained_) std::exchange(on_drained_, nullptr)();
  }

  [[nodiscard]] std::shared_ptr<Driver> find(std::uint64_t number) const {
    const std::lock_guard lock(mutex_);
    const auto found = held_.find(number);
    return found == held_.end() ? nullptr : found->second.driver;
  }

  [[nodiscard]] std::vector<std::shared_ptr<Driver>> drivers() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Driver>> all;
    for (const auto& [number, held] : held_)
      all.push_back(held.driver);
    return all;
  }

  using Connections = std::unordered_map<std::uint64_t, Held>;

  Serving serving_;
  mutable std::mutex mutex_;  // connections end on any thread
  Connections held_;
  std::size_t served_ = 0;
  std::function<void()> on_drained_;
};

}  // namespace wiretape::net
