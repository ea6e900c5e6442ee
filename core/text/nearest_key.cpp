#include "wiretape/core/text/nearest_key.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace wiretape::text {
namespace {

/// Longer words are compared with nothing: no key is near them, and the time grows with the product of the lengths.
constexpr std::size_t longest_word = 64;
constexpr std::size_t longest_text = 256;

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

bool same(char left, char right) {
  return lower(left) == lower(right);
}

/// Edit distance with transpositions of neighbours (optimal string alignment), row by row.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before_last(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (same(from[i - 1], to[j - 1]) ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool exchanged = i > 1 && j > 1 && same(from[i - 1], to[j - 2]) && same(from[i - 2], to[j - 1]);
      if (exchanged) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[to.size()];
}

}  // namespace

std::optional<std::string_view> nearest_key(std::string_view word, std::span<const std::string_view> known) {
  if (word.size() > longest_word) return std::nullopt;
  std::optional<std::string_view> nearest;
  std::size_t least = longest_word;
  for (const std::string_view candidate : known) {
    // One wrong letter in three still looks like the word; "idd" is near "id", "gap" is not near "id".
    const std::size_t mistakes = distance(word, candidate);
    const std::size_t allowed = std::max(word.size(), candidate.size()) / 3;
    if (mistakes <= allowed && mistakes < least) {
      nearest = candidate;
      least = mistakes;
    }
  }
  return nearest;
}

bool is_mistyped(std::string_view word, std::string_view meant, std::size_t mistakes) {
  const auto [shorter, longer] = std::minmax({word.size(), meant.size()});
  return longer <= longest_text && longer - shorter <= mistakes && distance(word, meant) <= mistakes;
}

}  // namespace wiretape::text
