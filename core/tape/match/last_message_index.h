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
/// message makes only a few worth a look. Thread safe once ready.
class LastMessageIndex {
 public:
  /// Whether a rule can be filed: an expression can't, nor a part of less than four bytes.
  [[nodiscard]] static bool takes(const TextRule& rule);

  /// Takes a rule to file; `index` is larger than all before.
  void add(const TextRule& rule, std::size_t index);

  /// Files what was added. To be called once, after that and before any search.
  void make_ready();

  /// All rules that the text may meet, and maybe others; rising, each once.
  [[nodiscard]] std::vector<std::size_t> candidates(std::string_view text) const;

 private:
  using Indices = std::vector<std::size_t>;
  struct Part {
    std::string text;
    std::size_t index;
  };

  void look_within(std::string_view text, Indices& found) const;

  std::map<std::string, Indices, std::less<>> whole_;  // by the whole text
  std::vector<Part> parts_;                            // that are asked for; none that are filed
  // Those that are filed, by a few bytes of the part.
  std::vector<Indices> filed_;
  std::unordered_map<std::uint32_t, std::size_t> places_;  // of those bytes in `filed_`
  std::vector<bool> pieces_;                               // which hashes those bytes have
};

}  // namespace wiretape::tape
