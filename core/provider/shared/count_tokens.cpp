#include "wiretape/core/provider/shared/count_tokens.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "wiretape/core/provider/shared/split_tokens.h"
#include "wiretape/core/text/byte_block.h"
#include "wiretape/core/text/utf8.h"

// A token begins (see split_tokens.h)
//   - at each letter that follows no letter, unless a single space stands before it: then at the space;
//   - at each eighth letter of a run, counted from its first;
//   - at each blank that follows no blank, and at each other character.
//
// Masks have a bit a character: the lowest eight are the last characters of the block before, the rest is the block.

namespace wiretape::provider {
namespace {

constexpr unsigned longest_counted_run = 8;
constexpr unsigned history = longest_counted_run;
constexpr std::size_t block_size = text::ByteBlock::size - history;

/// What the characters of a block are.
struct Kinds {
  std::size_t count = 0;
  std::uint64_t letters = 0;
  std::uint64_t blanks = 0;
  std::uint64_t spaces = 0;  // of the blanks
};

class TokenCounter {
 public:
  void add(const Kinds& kinds) {
    const auto fresh = ((std::uint64_t{1} << kinds.count) - 1) << history;
    const auto letters = letters_ | kinds.letters << history;
    const auto blanks = blanks_ | kinds.blanks << history;
    const auto letter_starts = letters & ~(letters << 1U) & fresh;
    const auto blank_starts = blanks & ~(blanks << 1U) & fresh;
    const auto single_spaces = single_spaces_ | (blank_starts & kinds.spaces << history);
    const auto runs = with_eighths(run_starts_ | letter_starts, letters);

    const auto others = ~(letters | blanks);
    const auto spaced = letters & (single_spaces << 1U);
    tokens_ += static_cast<std::uint64_t>(std::popcount(((runs & ~spaced) | blank_starts | others) & fresh));

    letters_ = last_of(letters, kinds.count);
    blanks_ = last_of(blanks, kinds.count);
    single_spaces_ = last_of(single_spaces, kinds.count);
    run_starts_ = last_of(runs, kinds.count);
  }

  [[nodiscard]] std::uint64_t tokens() const { return tokens_; }

 private:
  /// Adds to the starts of runs of letters each eighth letter after one.
  static std::uint64_t with_eighths(std::uint64_t starts, std::uint64_t letters) {
    const auto two = letters & letters << 1U;
    const auto four = two & two << 2U;
    const auto eight = four & four << 4U;
    const auto nine = eight & letters << 8U;  // letters that eight others stand before
    for (auto next = starts << longest_counted_run & nine; next != 0; next = next << longest_counted_run & nine)
      starts |= next;
    return starts;
  }

  static std::uint64_t last_of(std::uint64_t mask, std::size_t count) {
    return mask >> count & ((std::uint64_t{1} << history) - 1);
  }

  std::uint64_t letters_ = 0;
  std::uint64_t blanks_ = 0;
  std::uint64_t single_spaces_ = 0;  // that follow no blank
  std::uint64_t run_starts_ = 0;     // and each eighth letter
  std::uint64_t tokens_ = 0;
};

/// The ASCII characters at the front of what was loaded, of which `size` bytes are text.
Kinds ascii_kinds(const text::ByteBlock& block, std::size_t size) {
  constexpr char to_lower = 0x20;
  const auto ascii = static_cast<std::size_t>(std::countr_zero(block.beyond_ascii()));
  Kinds kinds{.count = std::min({ascii, size, block_size})};
  const auto all = (std::uint64_t{1} << kinds.count) - 1;
  kinds.letters = (block.between('a', 'z', to_lower) | block.between('0', '9')) & all;
  kinds.spaces = block.equal_to(' ') & all;
  kinds.blanks = (kinds.spaces | block.between('\t', '\n') | block.equal_to('\r')) & all;
  return kinds;
}

Kinds ascii_kinds(std::string_view text) {
  if (text.size() >= text::ByteBlock::size) return ascii_kinds(text::ByteBlock(text.data()), text.size());
  std::array<char, text::ByteBlock::size> padded{};
  text.copy(padded.data(), padded.size());
  return ascii_kinds(text::ByteBlock(padded.data()), text.size());
}

/// Takes the characters beyond ASCII from the front of `text`.
Kinds take_other_kinds(std::string_view& text) {
  Kinds kinds;
  while (kinds.count < block_size && !text.empty() && static_cast<unsigned char>(text.front()) >= 0x80) {
    const auto character = text::first_character(text);
    kinds.letters |= std::uint64_t{is_token_letter(character)} << kinds.count;
    ++kinds.count;
    text.remove_prefix(character.length);
  }
  return kinds;
}

}  // namespace

std::uint64_t count_tokens(std::string_view text) {
  TokenCounter counter;
  while (!text.empty()) {
    const auto kinds = ascii_kinds(text);
    text.remove_prefix(kinds.count);
    if (kinds.count > 0) counter.add(kinds);
    if (kinds.count < block_size && !text.empty()) counter.add(take_other_kinds(text));
  }
  return counter.tokens();
}

}  // namespace wiretape::provider
