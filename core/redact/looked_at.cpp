#include "wiretape/core/redact/looked_at.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::size_t unicode_escape = 6;

// The unit that `\uXXXX` at the front of a text names.
std::optional<unsigned> named_unit(std::string_view text) {
  if (text.size() < unicode_escape || text[1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const char* const end = text.data() + unicode_escape;
  const auto read = std::from_chars(text.data() + 2, end, unit, 16);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return unit;
}

void append_unit(std::string& out, unsigned unit) {
  if (unit < 0x80) {
    out.push_back(static_cast<char>(unit));
  } else if (unit < 0x800) {
    out.append({static_cast<char>(0xC0 + unit / 64), static_cast<char>(0x80 + unit % 64)});
  } else {
    out.append({static_cast<char>(0xE0 + unit / 4096), static_cast<char>(0x80 + unit / 64 % 64),
                static_cast<char>(0x80 + unit % 64)});
  }
}

// Appends what the escape at the front of a text stands for, and returns its length; an unsound one is itself.
std::size_t append_escaped(std::string& out, std::string_view text) {
  if (const auto unit = named_unit(text)) {
    append_unit(out, *unit);
    return unicode_escape;
  }
  static constexpr std::string_view letters = "bfnrt\"\\/";
  static constexpr std::string_view meanings = "\b\f\n\r\t\"\\/";
  const auto known = text.size() > 1 ? letters.find(text[1]) : letters.npos;
  out.push_back(known == letters.npos ? '\\' : meanings[known]);
  return known == letters.npos ? 1 : 2;
}

// What a string says up to its closing quote, or up to the end of the line.
struct StringRead {
  std::string says;
  std::size_t end;  // of the text: at the quote, at the line end, or the end of all
};

StringRead read_string(std::string_view text, std::size_t at) {
  StringRead read;
  while (at < text.size() && text[at] != '"' && text[at] != '\n') {
    if (text[at] == '\\') {
      at += append_escaped(read.says, text.substr(at));
    } else {
      read.says.push_back(text[at++]);
    }
  }
  read.end = at;
  return read;
}

}  // namespace

void LookedAt::add(std::string_view part, LookedAtPart from) {
  from.begin = text.size();
  parts.push_back(from);
  text.append(part).push_back('"');
}

LookedAtPart LookedAt::place(std::size_t begin, std::size_t length) const {
  const auto next = std::ranges::upper_bound(parts, begin, {}, &LookedAtPart::begin);
  const LookedAtPart& part = *(next - 1);
  if (!part.is_verbatim) return part;
  return {begin, part.offset + (begin - part.begin), length, true};
}

LookedAt look_at(std::string_view text) {
  LookedAt all;
  std::string outside;
  std::size_t begin = 0;  // of what stands outside
  for (std::size_t at = 0;;) {
    const std::size_t quote = std::min(text.find('"', at), text.size());
    outside.append(text.substr(at, quote - at));
    if (quote == text.size()) {
      all.add(outside, {0, begin, quote - begin, outside.size() == quote - begin});
      return all;
    }
    all.add(outside, {0, begin, quote - begin, outside.size() == quote - begin});
    StringRead string = read_string(text, quote + 1);
    const std::size_t length = string.end - quote - 1;
    const bool is_closed = string.end < text.size() && text[string.end] == '"';
    if (is_closed) all.add(string.says, {0, quote + 1, length, string.says.size() == length});
    outside = is_closed ? std::string() : std::move(string.says);
    begin = is_closed ? string.end + 1 : quote + 1;
    at = is_closed ? string.end + 1 : string.end;
  }
}

}  // namespace wiretape::redact
