#pragma once

#include <cstdint>

namespace wiretape::provider {

/// SplitMix64 (Steele, Lea and Flood): spreads one number into as many as are asked for, the same everywhere.
inline std::uint64_t next_spread(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31U);
}

}  // namespace wiretape::provider
