#pragma once

#include <chrono>

namespace wiretape::mockserver {

/// Shorter waits end when they are due; the grid would be a large part of them.
inline constexpr std::chrono::milliseconds shortest_shared_wait{1};

/// The next moment, up to 50 µs after `time`, of a grid that all connections share: a thousand paced streams that wake
/// up on it are served by a third of the wake-ups, and they are what pacing costs. What comes first comes first there,
/// too, by some nanoseconds: streams that wake up together take the same turns each time. A moment of the grid, give or
/// take those, is its own. (50 µs is also what Linux adds to waits by itself, timerfd apart: prctl(2),
/// PR_SET_TIMERSLACK.)
[[nodiscard]] constexpr std::chrono::steady_clock::time_point on_shared_grid(
    std::chrono::steady_clock::time_point time) {
  constexpr std::chrono::steady_clock::duration grid = std::chrono::microseconds(50);
  constexpr auto turns = grid / 1000;
  const auto past = time.time_since_epoch() % grid;
  return past < turns ? time : time + (grid - past) + past / 1000;
}

/// When to wake up for what is due at `due`: on the shared grid, unless the wait is short. Nothing adds up: each moment
/// is rounded by itself, and times that are a multiple of 50 µs apart stay so.
[[nodiscard]] constexpr std::chrono::steady_clock::time_point shared_wake_up(
    std::chrono::steady_clock::time_point due, std::chrono::steady_clock::time_point now) {
  return due - now < shortest_shared_wait ? due : on_shared_grid(due);
}

}  // namespace wiretape::mockserver
