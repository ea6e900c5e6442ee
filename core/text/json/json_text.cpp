#include "wiretape/core/text/json/json_text.h"

#include <charconv>
#include <cstddef>
#include <optional>

#include "wiretape/core/text/json/surrogate_half.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::text {
namespace {

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

void append_escaped_ascii(std::string& out, char byte) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto value = static_cast<unsigned char>(byte);
  if (value >= 0x20) {
    out += byte;
    return;
  }
  out += "\\u00";
  out += hex[value >> 4U];
  out += hex[value & 0xFU];
}

// The four digits of a `\uXXXX`, taken from the front.
std::optional<char32_t> take_code_unit(std::string_view& digits) {
  constexpr std::size_t length = 4;
  std::uint32_t value = 0;
  if (digits.size() < length) return std::nullopt;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + length, value, 16);
  if (error != std::errc{} || end != digits.data() + length) return std::nullopt;
  digits.remove_prefix(length);
  return value;
}

// `rest` begins after `\u`. A pair of surrogates is taken together.
bool append_code_unit_escape(std::string& out, std::string_view& rest) {
  const std::optional<char32_t> unit = take_code_unit(rest);
  if (!unit) return false;
  if (is_high_surrogate(*unit) && rest.starts_with("\\u")) {
    std::string_view next = rest.substr(2);
    const std::optional<char32_t> low = take_code_unit(next);
    if (low && is_low_surrogate(*low)) {
      rest = next;
      append_utf8(out, joined_surrogates(*unit, *low));
      return true;
    }
  }
  if (is_high_surrogate(*unit) || is_low_surrogate(*unit)) {
    out += replacement_character;
  } else {
    append_utf8(out, *unit);
  }
  return true;
}

// `rest` begins after the backslash.
bool append_escape(std::string& out, std::string_view& rest) {
  if (rest.empty()) return false;
  const char kind = rest.front();
  rest.remove_prefix(1);
  switch (kind) {
    case '"':
    case '\\':
    case '/':
      out += kind;
      return true;
    case 'b':
      out += '\b';
      return true;
    case 'f':
      out += '\f';
      return true;
    case 'n':
      out += '\n';
      return true;
    case 'r':
      out += '\r';
      return true;
    case 't':
      out += '\t';
      return true;
    case 'u':
      return append_code_unit_escape(out, rest);
    default:
      return false;
  }
}

const char* skip_digits(const char* begin, const char* end) {
  while (begin != end && *begin >= '0' && *begin <= '9')
    ++begin;
  return begin;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    if (!character.valid) {
      out += replacement_character;
    } else if (character.length == 1) {
      append_escaped_ascii(out, text.front());
    } else {
      out += text.substr(0, character.length);
    }
    text.remove_prefix(character.length);
  }
  out += '"';
}

// From backslash to backslash: what lies between them is copied at once.
bool append_unescaped(std::string& out, std::string_view escaped) {
  while (true) {
    const std::size_t plain = escaped.find('\\');
    out += escaped.substr(0, plain);
    if (plain == std::string_view::npos) return true;
    escaped.remove_prefix(plain + 1);
    if (!append_escape(out, escaped)) return false;
  }
}

// Blanks count only inside strings, so the only thing to know of the JSON is where its strings begin and end.
void append_compact_json(std::string& out, std::string_view json) {
  bool in_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char byte = json[at];
    const bool blank = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    if (in_string || !blank) out += byte;
    if (byte == '"') {
      in_string = !in_string;
    } else if (in_string && byte == '\\' && at + 1 < json.size()) {
      out += json[++at];
    }
  }
}

// number = [ "-" ] ( "0" / digit1-9 *digit ) [ "." 1*digit ] [ ( "e" / "E" ) [ "+" / "-" ] 1*digit ]
bool is_json_number(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  if (at != end && *at == '-') ++at;
  const char* digits = skip_digits(at, end);
  if (digits == at || (*at == '0' && digits != at + 1)) return false;
  at = digits;
  if (at != end && *at == '.') {
    digits = skip_digits(++at, end);
    if (digits == at) return false;
    at = digits;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at != end && (*at == '+' || *at == '-')) ++at;
    digits = skip_digits(at, end);
    if (digits == at) return false;
    at = digits;
  }
  return at == end;
}

}  // namespace wiretape::text
