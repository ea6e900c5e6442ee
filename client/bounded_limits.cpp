#include "wiretape/client/bounded_limits.h"

#include <algorithm>

namespace wiretape::client {

std::chrono::milliseconds bounded_limit(std::chrono::milliseconds limit) {
  constexpr std::chrono::milliseconds longest = std::chrono::hours(24) * 365;
  return std::clamp(limit, std::chrono::milliseconds(0), longest);
}

Timeouts bounded_limits(const Timeouts& timeouts) {
  return {bounded_limit(timeouts.resolve),    bounded_limit(timeouts.connect), bounded_limit(timeouts.tls),
          bounded_limit(timeouts.first_byte), bounded_limit(timeouts.idle),    bounded_limit(timeouts.total)};
}

}  // namespace wiretape::client
