#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wiretape/core/tape/text_rule.h"

namespace wiretape::tape {

/// Rules on the text of a last message, filed by what they ask for: of a thousand that ask for different texts, a
/// message makes only a few worth a look. Thread safe once made.
class LastMessageIndex {
 public:
  /// Whether a rule can be filed: an expression can't, nor a part of less than four bytes.
  [[nodiscard]] static bool takes(const TextRule& rule);

  /// Files a rule that it takes; `index` is larger than all before.
  void add(const TextRule& rule, std::size_t index);

  /// All rules that the text may meet, and maybe others; rising, each once.
  [[nodiscard]] std::vector<std::size_t> candidates(std::string_view text) const;

 private:
  using Indices = std::vector<std::size_t>;

  [[nodiscard]] std::uint32_t rarest_piece(std::string_view text) const;
  void look_within(std::string_view text, Indices& found) const;

  std::map<std::string, Indices, std::less<>> whole_;    // by the whole text
  Indices within_;                                       // all that ask for a part of it
  std::unordered_map<std::uint32_t, Indices> by_piece_;  // the same, by a few bytes of that part
  std::vector<bool> pieces_;  // which hashes those bytes have; empty while rules are too few to look up
};

}  // namespace wiretape::tape
