#include "wiretape/core/yaml/emit_scalar.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/yaml/source_text.h"

namespace wiretape::yaml {
namespace {

// plain   hello, /v1/chat/completions      letters first, nothing that is punctuation of YAML anywhere
// single  '{"a": "b"}'                     where escapes would hide the text
// double  "data: [DONE]\n\n"               everything else

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool is_plain_ascii(char byte) {
  constexpr std::string_view others = "0123456789_-./@+%*~$=;!'()";
  return is_letter(byte) || others.find(byte) != std::string_view::npos;
}

/// Whether a character above ASCII shows as itself, to people (the blank U+00A0 and the hyphen U+00AD do not) and to
/// readers of YAML.
bool is_printable(char32_t value) {
  return value != 0xA0 && value != 0xAD && stands_as_itself(value);
}

/// What readers of YAML 1.1 take for a boolean or null.
bool is_word_of_yaml(std::string_view text) {
  constexpr std::array<std::string_view, 9> words{"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
  const auto lower = [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; };
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return std::ranges::equal(word, text, {}, {}, lower); });
}

/// Whether each character is one of `is_ascii` or printable above ASCII.
template <class IsAscii>
bool consists_of(std::string_view text, IsAscii is_ascii) {
  while (!text.empty()) {
    const text::Utf8Character character = text::first_character(text);
    const bool fits = character.value < 0x80 ? is_ascii(text.front()) : is_printable(character.value);
    if (!fits) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

bool suits_plain(std::string_view text) {
  if (text.empty() || text.ends_with(' ') || text.find("  ") != std::string_view::npos) return false;
  const char first = text.front();
  const bool begins_well =
      is_letter(first) || first == '_' || first == '/' || static_cast<unsigned char>(first) >= 0x80;
  if (!begins_well || is_word_of_yaml(text)) return false;
  return consists_of(text, [](char byte) { return byte == ' ' || is_plain_ascii(byte); });
}

bool suits_single_quotes(std::string_view text) {
  if (text.find_first_of("\"\\") == std::string_view::npos) return false;
  return consists_of(text, [](char byte) { return byte >= ' ' && byte < 0x7F && byte != '\''; });
}

void append_escaped(std::string& out, char32_t value) {
  switch (value) {
    case U'\n':
      out += "\\n";
      return;
    case U'\r':
      out += "\\r";
      return;
    case U'\t':
      out += "\\t";
      return;
    case U'"':
      out += "\\\"";
      return;
    case U'\\':
      out += "\\\\";
      return;
    default:
      break;
  }
  const auto number = static_cast<std::uint32_t>(value);
  out += number < 0x100 ? fmt::format("\\x{:02x}", number) : fmt::format("\\u{:04x}", number);
}

std::string in_double_quotes(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const text::Utf8Character character = text::first_character(text);
    const bool is_itself = character.value < 0x80 ? character.value >= 0x20 && character.value != 0x7F &&
                                                        character.value != U'"' && character.value != U'\\'
                                                  : is_printable(character.value);
    if (is_itself) {
      out += text.substr(0, character.length);
    } else {
      append_escaped(out, character.value);
    }
    text.remove_prefix(character.length);
  }
  return out + '"';
}

}  // namespace

std::string emit_text(std::string_view text) {
  if (suits_plain(text)) return std::string(text);
  if (suits_single_quotes(text)) return fmt::format("'{}'", text);
  return in_double_quotes(text);
}

std::string emit_bytes(std::string_view bytes) {
  return is_utf8(bytes) ? emit_text(bytes) : emit_base64(bytes);
}

std::string emit_base64(std::string_view bytes) {
  return bytes.empty() ? "!b64 \"\"" : "!b64 " + text::encode_base64(bytes);
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const text::Utf8Character character = text::first_character(bytes);
    if (!character.valid) return false;
    bytes.remove_prefix(character.length);
  }
  return true;
}

bool suits_literal(std::string_view text) {
  const std::size_t first_break = text.find('\n');
  if (first_break == std::string_view::npos || first_break == 0 || first_break + 1 == text.size()) return false;
  if (text.ends_with("\n\n") || !is_utf8(text)) return false;
  // A blank at either end of a line would be invisible, or be taken for indentation.
  constexpr std::string_view blanks = " \t";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (!line.empty() && (blanks.find(line.front()) != blanks.npos || blanks.find(line.back()) != blanks.npos)) {
      return false;
    }
    at = end + 1;
  }
  return consists_of(text, [](char byte) { return byte == '\n' || byte == '\t' || (byte >= ' ' && byte < 0x7F); });
}

}  // namespace wiretape::yaml
