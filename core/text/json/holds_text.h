#pragma once

#include <string_view>

namespace wiretape::text {

/// Whether a sound JSON text holds a string that is not empty, at any depth; names don't count.
[[nodiscard]] bool holds_text(std::string_view json);

}  // namespace wiretape::text
