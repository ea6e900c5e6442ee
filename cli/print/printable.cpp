#include "cli/print/printable.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "wiretape/core/text/utf8.h"

namespace wiretape::cli {
namespace {

// C1 ends at U+009F (ECMA-48 section 5.3, ISO/IEC 6429).
bool is_delete_or_c1(char32_t value) {
  return value >= 0x7F && value < 0xA0;
}

bool is_printable(const text::Utf8Character& character) {
  const bool is_c0 = character.value < 0x20 && character.value != U'\n' && character.value != U'\t';
  return character.valid && !is_c0 && !is_delete_or_c1(character.value);
}

/// One of ASCII that every terminal shows, as nearly all are.
bool is_plain(char byte) {
  return byte >= ' ' && byte <= '~';
}

// Only inside strings can they stand in sound JSON, where an escape says the same.
bool is_to_be_escaped(char32_t value) {
  return is_delete_or_c1(value) || value == 0x2028 || value == 0x2029;
}

}  // namespace

std::string printable(std::string_view text) {
  if (std::ranges::all_of(text, is_plain)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto character = text::first_character(text);
    out += is_printable(character) ? text.substr(0, character.length) : "\xEF\xBF\xBD";
    text.remove_prefix(character.length);
  }
  return out;
}

void escape_unprintable_json(std::string& json, std::size_t from) {
  const std::string line = json.substr(from);
  json.resize(from);
  for (std::string_view rest = line; !rest.empty();) {
    const auto character = text::first_character(rest);
    if (is_to_be_escaped(character.value)) {
      json += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(character.value));
    } else {
      json += rest.substr(0, character.length);
    }
    rest.remove_prefix(character.length);
  }
}

}  // namespace wiretape::cli
