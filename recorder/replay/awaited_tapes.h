#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <unordered_map>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::replay {

/// What tells requests apart whose recordings are awaited. Two that differ may have the same: then one waits for
/// nothing, for `longest_wait` at the most.
using RequestKey = std::size_t;

[[nodiscard]] RequestKey key_of(const wire::HttpRequest& request);

/// Requests that were passed on and whose answers have ended, but whose tapes are still being written: who asks the
/// same again waits for the tape, but never for a disk that is stuck. Thread safe.
class AwaitedTapes {
 public:
  using Time = std::chrono::steady_clock::time_point;

  static constexpr std::chrono::milliseconds longest_wait{1000};

  /// The answer to such a request has ended.
  void begin(RequestKey key, Time now);

  /// Until when one that asks the same waits; `now` or before where it does not.
  [[nodiscard]] Time until(RequestKey key) const;

  /// Its tape is there.
  void end(RequestKey key);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<RequestKey, Time> until_;
};

}  // namespace wiretape::recorder::replay
