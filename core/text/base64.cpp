#include "wiretape/core/text/base64.h"

#include <cstddef>
#include <cstdint>

namespace wiretape::text {
namespace {

//   character    |  1   |  2   |  3   |  4   |
//   bits         |......|......|......|......|
//   byte         |   1    |   2    |   3    |
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool is_blank(char character) {
  return character == ' ' || character == '\n' || character == '\t' || character == '\r';
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;  // what has been read and not written yet, in its low bits
  std::size_t characters = 0;
  std::size_t padding = 0;
  for (const char character : text) {
    if (is_blank(character)) continue;
    ++characters;
    if (character == '=') {
      ++padding;
      continue;
    }
    const std::size_t value = alphabet.find(character);
    if (value == std::string_view::npos || padding > 0) return std::nullopt;
    bits = (bits << 6U | static_cast<std::uint32_t>(value)) & 0xFFFU;
    // Of four characters the second, third and fourth each complete a byte and leave 4, 2 and 0 bits.
    const std::size_t place = (characters - 1) % 4;
    if (place != 0) bytes += static_cast<char>(bits >> (6 - 2 * place) & 0xFFU);
  }
  if (characters % 4 != 0 || padding > 2) return std::nullopt;
  const std::uint32_t unused = padding == 0 ? 0 : bits & (padding == 1 ? 0x3U : 0xFU);
  return unused == 0 ? std::optional(bytes) : std::nullopt;
}

std::string encode_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t place = 0; place < 3; ++place)
      bits = bits << 8U | (place < group.size() ? static_cast<unsigned char>(group[place]) : 0U);
    for (std::size_t place = 0; place < 4; ++place)
      text += place <= group.size() ? alphabet[bits >> (18 - 6 * place) & 0x3FU] : '=';
  }
  return text;
}

}  // namespace wiretape::text
