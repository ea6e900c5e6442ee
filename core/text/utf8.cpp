#include "wiretape/core/text/utf8.h"

#include <cstdint>

namespace wiretape::text {
namespace {

constexpr Utf8Character invalid_byte{1, U'\uFFFD', false};

// Well-formed sequences (RFC 3629 section 4): by first byte, the length and the bounds of the second byte. All later
// bytes are 80..BF.
//
//   00..7F                 1
//   C2..DF  80..BF         2
//   E0      A0..BF         3   (below: overlong)
//   E1..EC  80..BF         3
//   ED      80..9F         3   (above: surrogates)
//   EE..EF  80..BF         3
//   F0      90..BF         4   (below: overlong)
//   F1..F3  80..BF         4
//   F4      80..8F         4   (above: past U+10FFFF)
struct Lead {
  std::size_t length;
  std::uint8_t least_second;
  std::uint8_t most_second;
};

constexpr Lead lead_of(std::uint8_t byte) {
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte < 0xF0) {
    return {3, static_cast<std::uint8_t>(byte == 0xE0 ? 0xA0 : 0x80),
            static_cast<std::uint8_t>(byte == 0xED ? 0x9F : 0xBF)};
  }
  if (byte < 0xF5) {
    return {4, static_cast<std::uint8_t>(byte == 0xF0 ? 0x90 : 0x80),
            static_cast<std::uint8_t>(byte == 0xF4 ? 0x8F : 0xBF)};
  }
  return {0, 0, 0};
}

}  // namespace

Utf8Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
  if (byte(0) < 0x80) return {1, byte(0), true};
  const Lead lead = lead_of(byte(0));
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
