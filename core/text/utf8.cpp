#include "wiretape/core/text/utf8.h"

#include <cstdint>

#include "wiretape/core/text/utf8_lead.h"

namespace wiretape::text {
namespace {

constexpr Utf8Character invalid_byte{1, U'\uFFFD', false};

}  // namespace

Utf8Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
  if (byte(0) < 0x80) return {1, byte(0), true};
  const Utf8Lead lead = utf8_lead(byte(0));
  if (lead.length == 0 || text.size() < lead.length) return invalid_byte;
  if (byte(1) < lead.least_second || byte(1) > lead.most_second) return invalid_byte;
  char32_t value = byte(0) & (0x7FU >> lead.length);
  for (std::size_t at = 1; at < lead.length; ++at) {
    if ((byte(at) & 0xC0U) != 0x80) return invalid_byte;
    value = (value << 6U) | (byte(at) & 0x3FU);
  }
  return {lead.length, value, true};
}

void append_utf8(std::string& out, char32_t value) {
  const auto continuation = [&](unsigned shift) { out += static_cast<char>(0x80U | ((value >> shift) & 0x3FU)); };
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0U | (value >> 6U));
    continuation(0);
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0U | (value >> 12U));
    continuation(6);
    continuation(0);
  } else {
    out += static_cast<char>(0xF0U | (value >> 18U));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    if (character.valid) {
      out += text.substr(0, character.length);
    } else {
      append_utf8(out, character.value);
    }
    text.remove_prefix(character.length);
  }
  return out;
}

}  // namespace wiretape::text
