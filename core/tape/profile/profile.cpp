#include "wiretape/core/tape/profile/profile.h"

#include <algorithm>

namespace wiretape::tape {

// Whole numbers only: every compiler and library must come to the same times. A time is at most a day, so that no
// product overflows.

std::chrono::microseconds time_at(const Percentiles& percentiles, Share share) {
  const auto above = std::ranges::upper_bound(percentiles, share, {}, &Percentile::share);
  const auto below = above - 1;
  return below->time + (above->time - below->time) * std::int64_t{share - below->share} / (above->share - below->share);
}

Share share_below(const Percentiles& percentiles, std::chrono::microseconds time) {
  const auto above = std::ranges::lower_bound(percentiles, time, {}, &Percentile::time);
  if (above == percentiles.begin()) return 0;
  if (above == percentiles.end()) return whole_share;
  const auto below = above - 1;
  const auto part = (above->share - below->share) * (time - below->time).count() / (above->time - below->time).count();
  return below->share + static_cast<Share>(part);
}

}  // namespace wiretape::tape
