#pragma once

#include <string_view>

namespace wiretape::text {

/// Whether a text can stand in a header field, a status line or an SSE field: no CR or LF, which would end it, and no
/// NUL.
[[nodiscard]] constexpr bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

}  // namespace wiretape::text
