#pragma once

#include <string_view>

namespace wiretape::tape {

/// Whether anything in the text may have to be filled in: only then parse it.
[[nodiscard]] inline bool may_be_template(std::string_view text) {
  return text.find("{{") != text.npos;
}

}  // namespace wiretape::tape
