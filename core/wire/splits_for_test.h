#pragma once

// How tests cut an input into the pieces that a socket might deliver. For tests and fuzzers only.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace wiretape::wire {

/// Views of one text that follow each other.
using Pieces = std::vector<std::string_view>;

/// Pieces of `size` bytes, the last one shorter.
[[nodiscard]] inline Pieces pieces_of_size(std::string_view text, std::size_t size) {
  Pieces pieces;
  for (std::size_t at = 0; at < text.size(); at += size)
    pieces.push_back(text.substr(at, size));
  return pieces;
}

/// SplitMix64: small, seeded, the same on every machine.
class SplitMix {
 public:
  explicit SplitMix(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t value = state_;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
  }

 private:
  std::uint64_t state_;
};

/// Pieces of 1 to `longest` bytes, the same for the same seed.
[[nodiscard]] inline Pieces random_pieces(std::string_view text, std::uint64_t seed, std::size_t longest) {
  Pieces pieces;
  SplitMix random(seed);
  while (!text.empty()) {
    const std::size_t size = std::min<std::size_t>(1 + random.next() % longest, text.size());
    pieces.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return pieces;
}

}  // namespace wiretape::wire
