#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace wiretape::wire {

/// A set of bytes, answered by one table look-up.
class ByteSet {
 public:
  /// All bytes for which `contains` says true.
  template <class Predicate>
  constexpr explicit ByteSet(Predicate contains) {
    for (std::size_t byte = 0; byte < contains_.size(); ++byte) {
      contains_[byte] = contains(static_cast<unsigned char>(byte));
    }
  }

  [[nodiscard]] constexpr bool contains(char byte) const { return contains_[static_cast<unsigned char>(byte)]; }

  /// Index of the first byte of `text` outside the set, or npos.
  [[nodiscard]] constexpr std::size_t find_outside(std::string_view text) const {
    for (std::size_t index = 0; index < text.size(); ++index) {
      if (!contains(text[index])) return index;
    }
    return std::string_view::npos;
  }

 private:
  std::array<bool, 256> contains_{};
};

constexpr bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

constexpr char to_lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

constexpr bool is_alpha(char byte) {
  return to_lower(byte) >= 'a' && to_lower(byte) <= 'z';
}

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char byte) {
  if (is_digit(byte)) return byte - '0';
  const char lower = to_lower(byte);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Whether the two are the same, ASCII case ignored.
constexpr bool equal_ignoring_case(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  for (std::size_t index = 0; index < left.size(); ++index) {
    if (left[index] != right[index] && to_lower(left[index]) != to_lower(right[index])) return false;
  }
  return true;
}

/// `text` without optional white space (SP, HTAB; RFC 9110 section 5.6.3) at both ends.
constexpr std::string_view trim_white_space(std::string_view text) {
  const auto is_white_space = [](char byte) { return byte == ' ' || byte == '\t'; };
  while (!text.empty() && is_white_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_white_space(text.back()))
    text.remove_suffix(1);
  return text;
}

/// tchar (RFC 9110 section 5.6.2).
inline constexpr ByteSet token_bytes([](unsigned char byte) {
  const char character = static_cast<char>(byte);
  return is_digit(character) || is_alpha(character) ||
         std::string_view("!#$%&'*+-.^_`|~").find(character) != std::string_view::npos;
});

/// What a field value or a reason phrase may hold: HTAB, SP, VCHAR, obs-text (RFC 9110 section 5.5).
inline constexpr ByteSet field_value_bytes([](unsigned char byte) {
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
});

}  // namespace wiretape::wire
