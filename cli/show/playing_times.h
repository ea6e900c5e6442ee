#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "wiretape/core/tape/tape.h"

namespace wiretape::cli {

/// How long an exchange of a tape plays. Refers to the tapes.
struct PlayingTime {
  const tape::Tape* tape;
  const tape::Exchange* exchange;
  std::chrono::microseconds time;
};

/// Of all exchanges of which it is known (compile::playing_time), in their order.
[[nodiscard]] std::vector<PlayingTime> playing_times(const std::vector<tape::Tape>& tapes);

/// A line for each exchange that takes time, the longest first; of many only the longest, and how many more there are.
[[nodiscard]] std::string playing_times_text(std::vector<PlayingTime> times);

}  // namespace wiretape::cli
