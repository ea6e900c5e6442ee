#pragma once

#include <chrono>

#include "wiretape/client/options.h"

namespace wiretape::client {

/// A limit that can be added to any time of day, at most a year: somebody's "no limit" may be milliseconds::max(). What
/// is negative is zero.
[[nodiscard]] std::chrono::milliseconds bounded_limit(std::chrono::milliseconds limit);

/// The same for all of them.
[[nodiscard]] Timeouts bounded_limits(const Timeouts& timeouts);

}  // namespace wiretape::client
