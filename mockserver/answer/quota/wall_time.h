#pragma once

#include <cstdint>

#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/mockserver/answer/quota/movable_clock.h"

namespace wiretape::mockserver {

/// The present as answers tell it, in seconds since 1970; with a seed a fixed instant, 2025-01-01T00:00:00Z, so that
/// the same seed gives the same bytes.
[[nodiscard]] std::int64_t unix_seconds(bool has_seed);

/// The same as the fields of quotas count from it: moved on as the clock is, and with a seed by all that it has passed.
[[nodiscard]] provider::WallTime wall_time(bool has_seed, const MovableClock& clock);

}  // namespace wiretape::mockserver
