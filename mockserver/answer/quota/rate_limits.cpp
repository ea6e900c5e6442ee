#include "wiretape/mockserver/answer/quota/rate_limits.h"

#include <string_view>

namespace wiretape::mockserver {
namespace {

std::optional<TokenBucket> bucket_of(const std::optional<std::uint64_t>& per_minute, std::chrono::microseconds now) {
  if (!per_minute) return std::nullopt;
  return TokenBucket(*per_minute, now);
}

std::optional<provider::QuotaState> state_of(const std::optional<TokenBucket>& bucket) {
  if (!bucket) return std::nullopt;
  return provider::QuotaState{.limit = bucket->per_minute(),
                              .remaining = bucket->remaining(),
                              .until_full = bucket->until(bucket->per_minute())};
}

std::optional<provider::QuotaRefusal> refusal_of(const std::optional<TokenBucket>& bucket, std::string_view unit,
                                                 std::uint64_t needed) {
  if (!bucket || needed <= bucket->remaining()) return std::nullopt;
  provider::QuotaRefusal refusal{
      .unit = unit, .limit = bucket->per_minute(), .remaining = bucket->remaining(), .needed = needed};
  if (needed <= bucket->per_minute()) refusal.retry_after = bucket->until(needed);
  return refusal;
}

/// Whether one wait is longer than the other; none at all is endless.
bool is_longer(const provider::QuotaRefusal& one, const provider::QuotaRefusal& other) {
  if (!one.retry_after || !other.retry_after) return !one.retry_after && other.retry_after;
  return *one.retry_after > *other.retry_after;
}

}  // namespace

RateLimits::RateLimits(const tape::Limits& limits, std::chrono::microseconds now)
    : requests_(bucket_of(limits.requests_per_minute, now)), tokens_(bucket_of(limits.tokens_per_minute, now)) {}

provider::RateLimitState RateLimits::take(std::uint64_t tokens, std::chrono::microseconds now) {
  for (auto* bucket : {&requests_, &tokens_}) {
    if (*bucket) (*bucket)->fill(now);
  }
  auto refusal = refusal_of(requests_, "requests", 1);
  if (const auto other = refusal_of(tokens_, "tokens", tokens); other && (!refusal || is_longer(*other, *refusal))) {
    refusal = other;
  }
  if (!refusal) {
    if (requests_) requests_->take(1);
    if (tokens_) tokens_->take(tokens);
  }
  return {.requests = state_of(requests_), .tokens = state_of(tokens_), .refusal = refusal};
}

}  // namespace wiretape::mockserver
