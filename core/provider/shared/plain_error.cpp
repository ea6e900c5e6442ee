#include "wiretape/core/provider/shared/plain_error.h"

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

}  // namespace

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string plain_error_message(std::string_view text) {
  return to_valid_utf8(beginning(without_blanks(text)));
}

}  // namespace wiretape::provider
