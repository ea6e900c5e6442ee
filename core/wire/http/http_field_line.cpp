#include "wiretape/core/wire/http/http_field_line.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "wiretape/core/wire/http/http_characters.h"

// field-line  = field-name ":" OWS field-value OWS        RFC 9112 section 5
// field-name  = token
// field-value = *( VCHAR / obs-text / SP / HTAB )
// obs-fold    = a line that begins with SP or HTAB: refused, since readers disagree about what it means

namespace wiretape::wire {
namespace {

std::uint64_t word_at(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

constexpr std::uint64_t each_byte(std::uint64_t byte) {
  return byte * 0x0101010101010101U;
}

/// Whether one of eight bytes is below 0x20, or 0x7F.
bool may_hold_control(std::uint64_t word) {
  const std::uint64_t low = (word - each_byte(0x20)) & ~word;
  const std::uint64_t other_than_delete = word ^ each_byte(0x7F);
  const std::uint64_t deletes = (other_than_delete - each_byte(0x01)) & ~other_than_delete;
  return ((low | deletes) & each_byte(0x80)) != 0;
}

HttpError bad_name(std::string_view line, std::size_t offset) {
  if (offset == line.size()) return {400, "field line without a colon", offset};
  const bool white_space = line[offset] == ' ' || line[offset] == '\t';
  if (offset == 0 && white_space) return {400, "folded line, or white space before a field name", offset};
  if (white_space) return {400, "white space in a field name or before its colon", offset};
  if (line[offset] == ':') return {400, "empty field name", offset};
  return forbidden_byte(line, offset, "a field name");
}

}  // namespace

std::variant<HttpFieldView, HttpError> parse_field_line(std::string_view line) {
  const std::size_t colon = std::min(token_bytes.find_outside(line), line.size());
  if (colon == 0 || colon == line.size() || line[colon] != ':') return bad_name(line, colon);

  const std::string_view value = line.substr(colon + 1);
  const std::size_t forbidden = find_outside_field_value(value);
  if (forbidden != std::string_view::npos) return forbidden_byte(line, colon + 1 + forbidden, "a field value");
  return HttpFieldView{line.substr(0, colon), trim_white_space(value)};
}

std::size_t find_outside_field_value(std::string_view text) {
  std::size_t at = 0;
  constexpr std::size_t word = sizeof(std::uint64_t);
  while (text.size() - at >= word && !may_hold_control(word_at(text.data() + at)))
    at += word;
  // The rest once more with bytes before it, as a whole word.
  const bool is_rest = at > 0 && text.size() - at < word;
  if (is_rest && !may_hold_control(word_at(text.data() + text.size() - word))) return std::string_view::npos;
  const std::size_t outside = field_value_bytes.find_outside(text.substr(at));
  return outside == std::string_view::npos ? outside : at + outside;
}

HttpError forbidden_byte(std::string_view line, std::size_t offset, std::string_view place) {
  const auto byte = static_cast<unsigned char>(line[offset]);
  std::string what = std::string("forbidden character '") + line[offset] + "'";
  if (byte == '\r') {
    what = "bare CR";
  } else if (byte == 0) {
    what = "NUL";
  } else if (byte < 0x20 || byte == 0x7F) {
    what = "control byte";
  } else if (byte >= 0x80) {
    what = "byte outside ASCII";
  }
  return {400, what.append(" in ").append(place), offset};
}

}  // namespace wiretape::wire
