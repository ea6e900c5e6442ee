#include "wiretape/core/provider/shared/split_tokens.h"

#include <cstddef>

namespace wiretape::provider {
namespace {

constexpr std::size_t most_letters = 8;

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool begins_with_letter(std::string_view text) {
  return !text.empty() && is_token_letter(text::first_character(text));
}

bool begins_spaced_word(std::string_view text) {
  return !text.empty() && text.front() == ' ' && begins_with_letter(text.substr(1));
}

std::size_t letter_run_length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t count = 0; count < most_letters && begins_with_letter(text.substr(length)); ++count) {
    length += text::first_character(text.substr(length)).length;
  }
  return length;
}

std::size_t blank_run_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_blank(text[length]) && !begins_spaced_word(text.substr(length)))
    ++length;
  return length;
}

std::size_t token_length(std::string_view text) {
  if (begins_spaced_word(text)) return 1 + letter_run_length(text.substr(1));
  if (const std::size_t letters = letter_run_length(text); letters != 0) return letters;
  if (const std::size_t blanks = blank_run_length(text); blanks != 0) return blanks;
  return text::first_character(text).length;
}

std::size_t character_length(std::string_view text) {
  return text::first_character(text).length;
}

std::size_t word_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_blank(text[length]))
    ++length;
  while (length < text.size() && !is_blank(text[length]))
    ++length;
  return length;
}

std::vector<std::string_view> split_by(std::string_view text, std::size_t (*piece_length)(std::string_view)) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    pieces.push_back(text.substr(0, piece_length(text)));
    text.remove_prefix(pieces.back().size());
  }
  return pieces;
}

std::vector<std::string_view> pieces_of(const ChunkList& list) {
  std::vector<std::string_view> pieces;
  for (const std::string& piece : list) {
    if (!piece.empty()) pieces.emplace_back(piece);
  }
  return pieces;
}

}  // namespace

std::vector<std::string_view> split_text(std::string_view text, const Chunks& chunks) {
  if (const auto* list = std::get_if<ChunkList>(&chunks)) return pieces_of(*list);
  switch (std::get<ChunkRule>(chunks)) {
    case ChunkRule::character:
      return split_by(text, character_length);
    case ChunkRule::word:
      return split_by(text, word_length);
    case ChunkRule::token:
      break;
  }
  return split_by(text, token_length);
}

bool is_token_letter(const text::Utf8Character& character) {
  if (!character.valid) return false;
  const char32_t value = character.value;
  if (value < 0x80) {
    return (value >= U'0' && value <= U'9') || (value >= U'A' && value <= U'Z') || (value >= U'a' && value <= U'z');
  }
  return value >= 0xC0 && value < 0x2000;
}

}  // namespace wiretape::provider
