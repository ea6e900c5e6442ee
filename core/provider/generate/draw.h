#pragma once

#include <cstdint>
#include <string_view>

#include "wiretape/core/provider/shared/ids/derived_id.h"

namespace wiretape::provider {

/// What is drawn at one place of a value that is made up. It follows from the seed and the place alone, not from what
/// was drawn before, so that a member more changes no other. The same everywhere.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) { place_.add(seed); }

  /// The place inside this one that has the name, or the number.
  [[nodiscard]] Draw at(std::string_view name) const;
  [[nodiscard]] Draw at(std::uint64_t number) const;

  /// A number below `bound`, which is above 0; always the same at the same place.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) const;

  /// The same from `least` to `most`, both included, which are less than 2^63 apart.
  [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) const;

 private:
  ContentHash place_;
};

}  // namespace wiretape::provider
