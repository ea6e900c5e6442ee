#include "wiretape/core/provider/generate/draw.h"

namespace wiretape::provider {

Draw Draw::at(std::string_view name) const {
  Draw inner = *this;
  inner.place_.add(name);
  return inner;
}

Draw Draw::at(std::uint64_t number) const {
  Draw inner = *this;
  inner.place_.add(number);
  return inner;
}

std::uint64_t Draw::below(std::uint64_t bound) const {
  // The low bits of FNV-1a are poor: the finalizer of SplitMix64 spreads what is in the high ones.
  std::uint64_t mixed = place_.value();
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return (mixed ^ (mixed >> 31U)) % bound;
}

std::int64_t Draw::between(std::int64_t least, std::int64_t most) const {
  return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
}

}  // namespace wiretape::provider
