#include "wiretape/mockserver/answer/quota/wall_time.h"

#include <chrono>

namespace wiretape::mockserver {
namespace {

constexpr std::chrono::seconds seeded_now{1735689600};  // 2025-01-01T00:00:00Z

}  // namespace

std::int64_t unix_seconds(bool has_seed) {
  if (has_seed) return seeded_now.count();
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch().count();
}

provider::WallTime wall_time(bool has_seed, const MovableClock& clock) {
  if (has_seed) return provider::WallTime(seeded_now) + clock.now();
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()) + clock.moved();
}

}  // namespace wiretape::mockserver
