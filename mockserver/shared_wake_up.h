#pragma once

#include <chrono>

namespace wiretape::mockserver {

/// When to wake up for what is due at `due`: up to 50 µs later, on a grid that all connections share, so that a
/// thousand paced streams are served by a third of the wake-ups; they are what pacing costs. A wait of less than a
/// millisecond ends when it is due. Nothing adds up: each moment is rounded by itself, and times that are a multiple of
/// 50 µs apart stay so. (50 µs is also what Linux adds to waits by itself, timerfd apart: prctl(2), PR_SET_TIMERSLACK.)
[[nodiscard]] constexpr std::chrono::steady_clock::time_point shared_wake_up(
    std::chrono::steady_clock::time_point due, std::chrono::steady_clock::time_point now) {
  constexpr std::chrono::steady_clock::duration grid = std::chrono::microseconds(50);
  if (due - now < std::chrono::milliseconds(1)) return due;
  const auto past = due.time_since_epoch() % grid;
  return past == past.zero() ? due : due + (grid - past);
}

}  // namespace wiretape::mockserver
