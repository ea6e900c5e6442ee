#include "wiretape/core/yaml/source_text.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/byte_order_mark.h"
#include "wiretape/core/text/count_characters.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::yaml {
namespace {

/// Characters are counted once a block: a place costs the same in a file of one endless line.
constexpr std::size_t block_size = 4096;

bool is_control(char32_t value) {
  return (value < 0x20 && value != U'\t' && value != U'\n') || (value >= 0x7F && value < 0xA0);
}

/// A fault at the end of what was read so far.
text::Diagnostic fault(const SourceText& so_far, std::string found, std::string expected, std::string hint) {
  return {.file = {},
          .position = so_far.position(so_far.text().size()),
          .found = std::move(found),
          .expected = std::move(expected),
          .hint = std::move(hint)};
}

text::Diagnostic character_fault(const SourceText& so_far, char32_t character) {
  if (character == U'\r') {
    return fault(so_far, "a carriage return without a line feed", "lines that end in LF or CRLF",
                 R"(write it as \r inside double quotes)");
  }
  const auto value = static_cast<std::uint32_t>(character);
  return fault(so_far, fmt::format("the {} U+{:04X}", is_control(character) ? "control character" : "character", value),
               "printable text", fmt::format(R"(write it as \u{:04x} inside double quotes)", value));
}

}  // namespace

bool stands_as_itself(char32_t character) {
  constexpr std::u32string_view read_differently = U"\u2028\u2029\uFEFF\uFFFE\uFFFF";
  return !is_control(character) && read_differently.find(character) == std::u32string_view::npos;
}

std::variant<SourceText, text::Diagnostic> SourceText::read(std::string_view bytes, std::size_t lines_before) {
  bytes = text::without_byte_order_mark(bytes);
  SourceText source;
  source.lines_before_ = lines_before;
  source.text_.reserve(bytes.size());
  // Character by character, so that a fault's place is where the plain text ends.
  while (!bytes.empty()) {
    if (bytes.starts_with("\r\n")) bytes.remove_prefix(1);
    const text::Utf8Character character = text::first_character(bytes);
    if (!character.valid) {
      return fault(source,
                   fmt::format("the byte 0x{:02X}, which is not UTF-8", static_cast<unsigned char>(bytes.front())),
                   "UTF-8 text", "save the file as UTF-8, and write other bytes with !b64");
    }
    if (!stands_as_itself(character.value)) return character_fault(source, character.value);
    source.append(bytes.substr(0, character.length));
    bytes.remove_prefix(character.length);
  }
  return source;
}

void SourceText::append(std::string_view character) {
  // A character that straddles two blocks is counted where it begins.
  if (text_.size() / block_size >= block_characters_.size()) block_characters_.push_back(characters_);
  text_ += character;
  ++characters_;
  if (character == "\n") line_starts_.push_back(text_.size());
}

std::size_t SourceText::characters_before(std::size_t offset) const {
  if (text_.empty()) return 0;
  const std::size_t block = std::min(offset / block_size, block_characters_.size() - 1);
  const auto begin = block * block_size;
  return block_characters_[block] + text::count_characters(std::string_view(text_).substr(begin, offset - begin));
}

text::Position SourceText::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next_line = std::ranges::upper_bound(line_starts_, offset);
  const std::size_t line_start = *std::prev(next_line);
  return {.line = lines_before_ + static_cast<std::size_t>(next_line - line_starts_.begin()),
          .column = characters_before(offset) - characters_before(line_start) + 1};
}

}  // namespace wiretape::yaml
