#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "wiretape/core/journal/journal.h"

namespace wiretape::mockserver {

/// How a client is to ask again.
struct BackOff {
  std::optional<std::size_t> retries{};  ///< how often, exactly; absent: at least once
  /// After the answer before had ended, at the least. A millisecond less is enough: timers of some runtimes end so
  /// early.
  std::chrono::microseconds min_wait{0};
  bool heeds_retry_after = false;  ///< no sooner than the answer before asked for, and one of them did ask
};

/// What of it the tries again did not keep to: one sentence about the first that didn't. Nullopt where all is well.
/// What can't be told, since the journal holds no try before, is not kept to.
[[nodiscard]] std::optional<std::string> back_off_mistake(std::span<const journal::RetriedEntry> retries,
                                                          const BackOff& expected);

/// `#3 is try 2 of its request, 512.0 ms after the answer to #2, which asked to wait for 500 ms`.
[[nodiscard]] std::string describe_retry(const journal::RetriedEntry& entry);

}  // namespace wiretape::mockserver
