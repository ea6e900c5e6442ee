#pragma once

#include <cstdint>

namespace wiretape::redact {

/// Which characters a secret goes on with.
enum class Alphabet : std::uint8_t {
  capitals,  ///< A-Z 0-9
  letters,   ///< A-Z a-z 0-9
  word,      ///< letters, and - _
  token,     ///< word, and . ~ + / = (token68 of RFC 9110 section 11.2)
};

[[nodiscard]] constexpr bool is_capital_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

[[nodiscard]] constexpr bool is_word(char c) {
  return is_capital_or_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

/// Whether the alphabet has the character.
[[nodiscard]] constexpr bool has_character(Alphabet alphabet, char c) {
  switch (alphabet) {
    case Alphabet::capitals:
      return is_capital_or_digit(c);
    case Alphabet::letters:
      return is_word(c) && c != '-' && c != '_';
    case Alphabet::word:
      return is_word(c);
    case Alphabet::token:
      return is_word(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
  }
  return false;
}

}  // namespace wiretape::redact
