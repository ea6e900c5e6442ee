#pragma once

#include <atomic>
#include <chrono>

namespace wiretape::mockserver {

/// The time by which quotas fill: the steady clock, and what it was moved on by. Thread safe.
class MovableClock {
 public:
  /// Since the clock was made. Never goes back.
  [[nodiscard]] std::chrono::microseconds now() const {
    const auto passed = std::chrono::steady_clock::now() - made_at_;
    return std::chrono::duration_cast<std::chrono::microseconds>(passed) + std::chrono::microseconds(moved_);
  }

  /// Moves it on; `by` is not below 0.
  void advance(std::chrono::microseconds by) { moved_ += by.count(); }

  /// By how much it was moved on in all.
  [[nodiscard]] std::chrono::microseconds moved() const { return std::chrono::microseconds(moved_); }

 private:
  std::chrono::steady_clock::time_point made_at_ = std::chrono::steady_clock::now();
  std::atomic<std::chrono::microseconds::rep> moved_ = 0;
};

}  // namespace wiretape::mockserver
