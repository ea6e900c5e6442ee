#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace wiretape::net {

/// A timer for one deadline at a time. Once stop() or a further start() has returned, the earlier deadline's function
/// is not called any more, even where it had just passed. Not thread safe: for use on its executor.
///
/// The function must own the timer's owner (a shared_ptr to it will do); it is destroyed soon after stop() or its call.
class DeadlineTimer {
 public:
  explicit DeadlineTimer(const boost::asio::any_io_executor& executor) : timer_(executor) {}

  /// Calls `passed` at `time`, in place of what was started before.
  void start(std::chrono::steady_clock::time_point time, std::function<void()> passed) {
    const auto turn = ++turn_;
    timer_.expires_at(time);
    timer_.async_wait([this, turn, passed = std::move(passed)](const boost::system::error_code& error) {
      // `passed` keeps this timer alive; still, a deadline that passed before stop() may arrive after it.
      if (!error && turn == turn_) passed();
    });
  }

  void stop() {
    ++turn_;
    timer_.cancel();
  }

 private:
  boost::asio::steady_timer timer_;
  std::uint64_t turn_ = 0;
};

}  // namespace wiretape::net
