#include "wiretape/core/program/random.h"

#include <bit>

namespace wiretape::program {
namespace {

constexpr std::uint64_t golden_gamma = 0x9E3779B97F4A7C15;

std::uint64_t finalize(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

std::uint64_t splitmix64(std::uint64_t& state) {
  state += golden_gamma;
  return finalize(state);
}

}  // namespace

std::uint64_t mix_seed(std::uint64_t seed, std::uint64_t value) {
  return finalize(seed + golden_gamma + finalize(value + golden_gamma));
}

std::uint64_t mix_seed(std::uint64_t seed, std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char character : text) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001B3;
  }
  return mix_seed(seed, hash);
}

Random::Random(std::uint64_t seed) : state_{} {
  for (auto& word : state_) {
    word = splitmix64(seed);
  }
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Random::between(std::uint64_t least, std::uint64_t most) {
  const std::uint64_t span = most - least + 1;
  if (span == 0) return next();
  // Rejecting the lowest 2^64 mod span values leaves a whole number of spans, so that no value is likelier.
  const std::uint64_t rejected_below = (0 - span) % span;
  std::uint64_t value = next();
  while (value < rejected_below) {
    value = next();
  }
  return least + value % span;
}

}  // namespace wiretape::program
