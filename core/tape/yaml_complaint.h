#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wiretape/core/tape/mistakes.h"

namespace wiretape::tape {

/// Why a YAML parser stopped, as yaml-cpp tells it, and what was read before.
struct YamlComplaint {
  std::string message;
  std::size_t offset = 0;                            ///< where it noticed
  std::size_t last_offset = 0;                       ///< of the last value that was read whole
  std::size_t open_offset = std::string_view::npos;  ///< of the innermost list or mapping that was not closed
};

/// Notes the complaint as a mistake in words for somebody who writes a tape, at the place that must be changed.
void add_complaint(const YamlComplaint& complaint, Mistakes& mistakes);

/// Whether a text looks like a key and a value without a space after the colon, as `a:1` does and `http://a` does not.
[[nodiscard]] bool lacks_space_after_colon(std::string_view text);

}  // namespace wiretape::tape
