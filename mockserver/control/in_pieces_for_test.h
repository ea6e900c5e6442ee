#pragma once

#include <cstddef>
#include <string>

#include "wiretape/mockserver/control/control_answers.h"

namespace wiretape::mockserver {

/// An answer of "<" and then so many pieces, each of that length.
[[nodiscard]] inline ControlAnswer in_pieces(std::size_t length, int count) {
  return {.body = "<",
          .more = [length, count]() mutable { return count-- > 0 ? std::string(length, 'x') : std::string(); }};
}

}  // namespace wiretape::mockserver
