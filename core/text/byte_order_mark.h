#pragma once

#include <string_view>

namespace wiretape::text {

/// U+FEFF in UTF-8, which may stand before a text and is none of it.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The text behind it, where it is there.
[[nodiscard]] constexpr std::string_view without_byte_order_mark(std::string_view text) {
  return text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text;
}

}  // namespace wiretape::text
