#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace wiretape::mockserver {

/// A response that the fault `hold` keeps now.
struct HeldStream {
  std::uint64_t number;  ///< of its request, in the journal
  std::string session;
  std::chrono::steady_clock::time_point since;
  bool ends_at_next_request;  ///< a further request of its session ends it, as a release does
};

}  // namespace wiretape::mockserver
