#include "wiretape/mockserver/answer/quota/token_bucket.h"

#include <algorithm>

namespace wiretape::mockserver {

void TokenBucket::fill(std::chrono::microseconds now) {
  if (now <= filled_at_) return;
  // After a minute it is full, whatever the level was.
  const auto passed = std::min(static_cast<std::uint64_t>((now - filled_at_).count()), scale);
  level_ = std::min(level_ + passed * per_minute_, per_minute_ * scale);
  filled_at_ = now;
}

std::chrono::microseconds TokenBucket::until(std::uint64_t amount) const {
  const auto wanted = amount * scale;
  if (wanted <= level_) return std::chrono::microseconds(0);
  const auto missing = wanted - level_;
  return std::chrono::microseconds((missing + per_minute_ - 1) / per_minute_);
}

}  // namespace wiretape::mockserver
