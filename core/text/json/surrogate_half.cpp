#include "wiretape/core/text/json/surrogate_half.h"

#include <charconv>
#include <cstdint>

namespace wiretape::text {
namespace {

constexpr std::size_t escape_size = 6;  // \uXXXX

// Whether the backslash at `at` begins an escape: an even number of others stands before it.
bool begins_escape(std::string_view escaped, std::size_t at) {
  std::size_t before = 0;
  while (before < at && escaped[at - before - 1] == '\\')
    ++before;
  return before % 2 == 0;
}

std::optional<char32_t> half_in(std::string_view three_bytes) {
  const auto byte = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(three_bytes[at]));
  };
  if (byte(0) != 0xED || byte(1) < 0xA0) return std::nullopt;
  return 0xD000U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
}

}  // namespace

std::optional<char32_t> escaped_unit(std::string_view text) {
  if (text.size() < escape_size || !text.starts_with("\\u")) return std::nullopt;
  std::uint32_t value = 0;
  const char* const end = text.data() + escape_size;
  const auto [parsed_to, error] = std::from_chars(text.data() + 2, end, value, 16);
  if (error != std::errc{} || parsed_to != end) return std::nullopt;
  return value;
}

std::string with_whole_pairs(std::string json) {
  const auto unit_at = [&](std::size_t at) {
    return at < json.size() ? escaped_unit(std::string_view(json).substr(at)).value_or(0) : 0;
  };
  for (std::size_t at = json.find('\\'); at < json.size(); at = json.find('\\', at)) {
    const bool is_high = is_high_surrogate(unit_at(at));
    const bool is_half = is_high || is_low_surrogate(unit_at(at));
    const bool is_pair = is_high && is_low_surrogate(unit_at(at + escape_size));
    if (is_half && !is_pair) json.replace(at + 2, 4, "fffd");
    at += is_pair ? 2 * escape_size : 2;
  }
  return json;
}

std::optional<char32_t> low_half_at_begin(std::string_view escaped) {
  const auto unit = escaped_unit(escaped);
  return unit && is_low_surrogate(*unit) ? unit : std::nullopt;
}

std::optional<char32_t> high_half_at_end(std::string_view escaped) {
  if (escaped.size() < escape_size) return std::nullopt;
  const std::size_t at = escaped.size() - escape_size;
  const auto unit = escaped_unit(escaped.substr(at));
  return unit && is_high_surrogate(*unit) && begins_escape(escaped, at) ? unit : std::nullopt;
}

void write_half(char* out, char32_t half) {
  out[0] = static_cast<char>(0xED);
  out[1] = static_cast<char>(0x80U | ((half >> 6U) & 0x3FU));
  out[2] = static_cast<char>(0x80U | (half & 0x3FU));
}

std::optional<char32_t> half_at_begin(std::string_view text) {
  return text.size() < half_size ? std::nullopt : half_in(text.substr(0, half_size));
}

std::optional<char32_t> half_at_end(std::string_view text) {
  return text.size() < half_size ? std::nullopt : half_in(text.substr(text.size() - half_size));
}

}  // namespace wiretape::text
