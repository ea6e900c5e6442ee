#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

/// An exchange that no request reaches, and the earlier one that takes all its requests: that answers any number of
/// them, and its rule is met by each. Both are indices.
struct ShadowedExchange {
  std::size_t index;
  std::size_t by;

  friend bool operator==(const ShadowedExchange&, const ShadowedExchange&) = default;
};

/// The exchanges that are shadowed by one other, as far as their rules tell it clause by clause; in their order, each
/// with the first that shadows it. Compares each with all before it.
[[nodiscard]] std::vector<ShadowedExchange> shadowed_exchanges(std::span<const Exchange* const> exchanges);

}  // namespace wiretape::tape
