#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace wiretape::program {

/// A seed that depends on both arguments, well mixed.
[[nodiscard]] std::uint64_t mix_seed(std::uint64_t seed, std::uint64_t value);

/// The same for a text (FNV-1a, then mixed).
[[nodiscard]] std::uint64_t mix_seed(std::uint64_t seed, std::string_view text);

/// The source of everything random in a program: xoshiro256** seeded by splitmix64 (Blackman and Vigna). The same seed
/// gives the same numbers with every compiler and library; a test pins them. Not for secrets. Not thread safe.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  /// The next 64 random bits.
  std::uint64_t next();

  /// A number from `least` to `most`, both included, each as likely. `least` must not be above `most`.
  std::uint64_t between(std::uint64_t least, std::uint64_t most);

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace wiretape::program
