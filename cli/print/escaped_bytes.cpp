#include "cli/print/escaped_bytes.h"

#include <cstddef>

#include <fmt/format.h>

#include "wiretape/core/text/utf8.h"

namespace wiretape::cli {
namespace {

// The first and last bytes of a write are where cuts are; the middle is the less interesting.
constexpr std::size_t shown_at_start = 72;
constexpr std::size_t shown_at_end = 24;

/// Moves a place to where a character begins, so that the excerpt itself cuts none.
std::size_t character_start(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && text::continues_character(bytes[at]))
    ++at;
  return at;
}

}  // namespace

std::string escaped_bytes(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const auto character = text::first_character(bytes);
    const auto byte = static_cast<unsigned char>(bytes.front());
    if (bytes.front() == '\n') {
      out += "\\n";
    } else if (bytes.front() == '\r') {
      out += "\\r";
    } else if (bytes.front() == '\t') {
      out += "\\t";
    } else if (bytes.front() == '\\') {
      out += "\\\\";
    } else if (!character.valid || byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else if (character.value >= 0x80 && character.value < 0xA0) {
      out += fmt::format("\\x{:02x}\\x{:02x}", byte, static_cast<unsigned>(character.value));
    } else {
      out += bytes.substr(0, character.length);
    }
    bytes.remove_prefix(character.length);
  }
  return out;
}

std::string byte_excerpt(std::string_view bytes) {
  if (bytes.size() <= shown_at_start + shown_at_end) return escaped_bytes(bytes);
  const std::size_t start_end = character_start(bytes, shown_at_start);
  const std::size_t end_start = character_start(bytes, bytes.size() - shown_at_end);
  return escaped_bytes(bytes.substr(0, start_end)) + " … " + escaped_bytes(bytes.substr(end_start));
}

}  // namespace wiretape::cli
