#include "wiretape/core/tape/match/last_message_index.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace wiretape::tape {
namespace {

/// Fewer are searched for one by one: that goes through a text many bytes at a time.
constexpr std::size_t fewest_to_look_up = 16;

/// A rule is filed by so many bytes of its text, from among the first so many places.
constexpr std::size_t piece_length = sizeof(std::uint32_t);
constexpr std::size_t most_places = 64;

std::uint32_t piece_of(std::string_view text, std::size_t at) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, text.data() + at, piece_length);
  return bytes;
}

std::size_t places_in(std::string_view text) {
  return text.size() < piece_length ? 0 : text.size() - piece_length + 1;
}

constexpr std::size_t hashes = std::size_t{1} << 16;

std::size_t hash_of(std::uint32_t piece) {
  return (piece * 2654435761U) >> 16U;  // Knuth's multiplicative hash: its upper half is the better one
}

}  // namespace

bool LastMessageIndex::takes(const TextRule& rule) {
  if (rule.kind == TextRule::Kind::equals) return true;
  return rule.kind == TextRule::Kind::contains && places_in(rule.text) > 0;
}

void LastMessageIndex::add(const TextRule& rule, std::size_t index) {
  if (rule.kind == TextRule::Kind::equals) {
    whole_[rule.text].push_back(index);
    return;
  }
  const auto piece = rarest_piece(rule.text);
  by_piece_[piece].push_back(index);
  within_.push_back(index);
  if (within_.size() == fewest_to_look_up) {
    pieces_.resize(hashes);
    for (const auto& [earlier, indices] : by_piece_)
      pieces_[hash_of(earlier)] = true;
  }
  if (!pieces_.empty()) pieces_[hash_of(piece)] = true;
}

/// That under which the fewest rules are filed: texts that begin alike are told apart by what follows.
std::uint32_t LastMessageIndex::rarest_piece(std::string_view text) const {
  auto rarest = piece_of(text, 0);
  auto fewest = within_.size() + 1;
  for (std::size_t at = 0; at < std::min(places_in(text), most_places) && fewest > 0; ++at) {
    const auto filed = by_piece_.find(piece_of(text, at));
    const auto count = filed == by_piece_.end() ? 0 : filed->second.size();
    if (count >= fewest) continue;
    fewest = count;
    rarest = piece_of(text, at);
  }
  return rarest;
}

void LastMessageIndex::look_within(std::string_view text, Indices& found) const {
  std::set<std::uint32_t> seen;
  for (std::size_t at = 0; at < places_in(text); ++at) {
    const auto piece = piece_of(text, at);
    if (!pieces_[hash_of(piece)]) continue;
    const auto filed = by_piece_.find(piece);
    if (filed == by_piece_.end() || !seen.insert(piece).second) continue;
    found.insert(found.end(), filed->second.begin(), filed->second.end());
  }
}

std::vector<std::size_t> LastMessageIndex::candidates(std::string_view text) const {
  Indices found;
  const auto whole = whole_.find(text);
  if (whole != whole_.end()) found = whole->second;
  if (pieces_.empty()) {
    found.insert(found.end(), within_.begin(), within_.end());
  } else {
    look_within(text, found);
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace wiretape::tape
