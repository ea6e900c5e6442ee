#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wiretape::text {

/// The ASCII letters (small) and digits of a text, one hyphen for whatever stands between them; at most `longest`
/// bytes. Without hyphens at its ends; "" where the text has neither.
[[nodiscard]] inline std::string slug(std::string_view text, std::size_t longest) {
  std::string slug;
  for (const char byte : text) {
    if (slug.size() == longest) break;
    const bool is_capital = byte >= 'A' && byte <= 'Z';
    if (is_capital || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      slug += static_cast<char>(is_capital ? byte - 'A' + 'a' : byte);
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (slug.ends_with('-'))
    slug.pop_back();
  return slug;
}

}  // namespace wiretape::text
