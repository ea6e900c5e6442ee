#include "cli/show/fitted_line.h"

#include <algorithm>
#include <array>

#include "wiretape/core/text/utf8.h"

namespace wiretape::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode 15, EastAsianWidth.txt, to the block: wide and full-width characters, and emoji.
constexpr auto wide = std::to_array<Range>({{0x1100, 0x115F},
                                            {0x2E80, 0x303E},
                                            {0x3041, 0xA4CF},
                                            {0xA960, 0xA97C},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6F},
                                            {0xFF00, 0xFF60},
                                            {0xFFE0, 0xFFE6},
                                            {0x1F300, 0x1F64F},
                                            {0x1F680, 0x1F6FF},
                                            {0x1F900, 0x1FAFF},
                                            {0x20000, 0x3FFFD}});
// Combining marks, joiners and variation selectors.
constexpr auto joining =
    std::to_array<Range>({{0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}});

template <std::size_t Size>
bool is_in(const std::array<Range, Size>& ranges, char32_t value) {
  return std::ranges::any_of(ranges, [&](const Range& range) { return range.first <= value && value <= range.last; });
}

std::size_t columns_taken(char32_t value) {
  if (is_in(joining, value)) return 0;
  return is_in(wide, value) ? 2 : 1;
}

/// How many bytes of a text fit.
std::size_t fitting_bytes(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const auto character = text::first_character(text.substr(bytes));
    const auto taken = columns_taken(character.value);
    if (taken > columns) break;
    columns -= taken;
    bytes += character.length;
  }
  return bytes;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const auto character = text::first_character(text);
    columns += columns_taken(character.value);
    text.remove_prefix(character.length);
  }
  return columns;
}

std::string fitted_line(std::string_view text, std::size_t columns) {
  if (fitting_bytes(text, columns) == text.size()) return std::string(text);
  return std::string(text.substr(0, fitting_bytes(text, columns - 1))) + "…";
}

}  // namespace wiretape::cli
