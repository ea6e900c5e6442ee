#pragma once

#include <cstddef>
#include <vector>

#include "wiretape/core/program/delivery/pace.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::program {

/// A recording's own cuts and times.
struct ArrivalPace {
  std::vector<std::size_t> cuts;  ///< as cut_body gives them
  Schedule schedule;
};

/// Makes one fragment of each read that brought bytes, at the time at which it came. Reads without bytes give the head
/// (before the first byte) and the end (after the last) times of their own. `speed` counts.
[[nodiscard]] ArrivalPace pace_arrivals(const std::vector<tape::Arrival>& arrivals, const tape::Delivery& delivery);

}  // namespace wiretape::program
