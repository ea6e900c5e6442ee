#pragma once

#include <cstddef>

namespace wiretape::text {

/// A place in a text, 1-based.
struct Position {
  std::size_t line = 0;
  std::size_t column = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

}  // namespace wiretape::text
