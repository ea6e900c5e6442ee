#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wiretape::text {

/// The character at the front of a text.
struct Utf8Character {
  std::size_t length;  ///< bytes, 1 to 4
  char32_t value;      ///< the scalar value; U+FFFD where `valid` is false
  bool valid;          ///< false: the first byte begins no well-formed sequence, and `length` is 1
};

/// Reads the first character of a text that is not empty, after RFC 3629: no overlong forms, no surrogates, nothing
/// above U+10FFFF.
[[nodiscard]] Utf8Character first_character(std::string_view text);

/// Whether a byte continues a character of UTF-8 and begins none (RFC 3629 section 3).
[[nodiscard]] constexpr bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Appends a scalar value as UTF-8. `value` must be at most U+10FFFF and no surrogate.
void append_utf8(std::string& out, char32_t value);

/// The text with U+FFFD in the place of each byte that is not UTF-8.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

}  // namespace wiretape::text
