#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/answer/quota/token_bucket.h"

namespace wiretape::mockserver {

/// What one session has left of one tape's quotas. The time is passed in. Not thread safe.
class RateLimits {
 public:
  /// All quotas are full.
  RateLimits(const tape::Limits& limits, std::chrono::microseconds now);

  /// Takes one request and `tokens` if every quota has that much. Else it takes nothing, and the state's refusal is
  /// that of the quota that takes longest to have it.
  provider::RateLimitState take(std::uint64_t tokens, std::chrono::microseconds now);

 private:
  std::optional<TokenBucket> requests_;
  std::optional<TokenBucket> tokens_;
};

}  // namespace wiretape::mockserver
