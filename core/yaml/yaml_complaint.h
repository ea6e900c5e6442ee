#pragma once

#include <cstddef>
#include <string_view>

#include "wiretape/core/yaml/mistakes.h"

namespace wiretape::yaml {

/// Why the YAML parser stopped, as libyaml tells it, and what was read before. Offsets are bytes of the SourceText.
struct YamlComplaint {
  std::string_view message;
  std::size_t offset = 0;                            ///< where it noticed
  std::string_view context = {};                     ///< "while scanning a simple key"
  std::size_t context_offset = 0;                    ///< where the thing that the context names began
  std::size_t open_offset = std::string_view::npos;  ///< of the innermost list or mapping that was not closed
  std::size_t last_offset = 0;                       ///< of the last value that was read whole
};

/// Notes the complaint as a mistake in words for somebody who writes a tape, at the place that must be changed.
void add_complaint(const YamlComplaint& complaint, Mistakes& mistakes);

/// Whether a text looks like a key and a value without a space after the colon, as `a:1` does and `http://a` does not.
[[nodiscard]] bool lacks_space_after_colon(std::string_view text);

}  // namespace wiretape::yaml
