#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wiretape::text {

// Halves of surrogate pairs, which JSON's escapes can write one by one, though no UTF-8 text holds them. Here they are
// three bytes as UTF-8 would have them: ED A0 80 to ED BF BF.

inline constexpr std::size_t half_size = 3;

/// The UTF-16 code unit of the `\uXXXX` that a text begins with; nullopt where it begins with none.
[[nodiscard]] std::optional<char32_t> escaped_unit(std::string_view text);

/// A JSON text with `\\ufffd` in place of each escaped half of a pair whose other half is not beside it. Nothing moves.
[[nodiscard]] std::string with_whole_pairs(std::string json);

/// The second half of a pair that the inside of a JSON string, as it is written, begins with.
[[nodiscard]] std::optional<char32_t> low_half_at_begin(std::string_view escaped);

/// The first half of a pair that it ends with, and whose second half must be elsewhere.
[[nodiscard]] std::optional<char32_t> high_half_at_end(std::string_view escaped);

/// Writes a half as three bytes.
void write_half(char* out, char32_t half);

/// The half at the begin of a text; nullopt where it begins with a character.
[[nodiscard]] std::optional<char32_t> half_at_begin(std::string_view text);

/// The same for its end.
[[nodiscard]] std::optional<char32_t> half_at_end(std::string_view text);

[[nodiscard]] constexpr bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
[[nodiscard]] constexpr bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

/// The character that both halves of a pair come to.
[[nodiscard]] constexpr char32_t joined_surrogates(char32_t high, char32_t low) {
  return 0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00);
}

}  // namespace wiretape::text
