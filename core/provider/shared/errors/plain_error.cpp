#include "wiretape/core/provider/shared/errors/plain_error.h"

#include <cstddef>

#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// Does not end inside a character.
std::string_view beginning(std::string_view text) {
  constexpr std::size_t longest = 1024;
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
    --end;
  return text.substr(0, end);
}

// What would break a line, or what a terminal would obey: C0, DEL, C1, U+2028 and U+2029.
bool is_control(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0x2028 || value == 0x2029;
}

// Each run of control characters and blanks that holds a control character becomes one blank.
std::string on_one_line(std::string_view text) {
  std::string line;
  bool is_after_break = false;
  while (!text.empty()) {
    const auto character = text::first_character(text);
    const auto written = text.substr(0, character.length);
    text.remove_prefix(character.length);
    const bool is_break = is_control(character.value);
    if (is_break || (is_after_break && character.value == ' ')) {
      while (is_break && line.ends_with(' '))
        line.pop_back();
      if (is_break) line += ' ';
      is_after_break = true;
    } else {
      line += written;
      is_after_break = false;
    }
  }
  return line;
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string plain_error_message(std::string_view text) {
  return on_one_line(text::to_valid_utf8(beginning(without_blanks(text))));
}

}  // namespace wiretape::provider
