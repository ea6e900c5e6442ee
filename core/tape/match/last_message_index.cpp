#include "wiretape/core/tape/match/last_message_index.h"

#include <algorithm>
#include <cstring>

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

std::vector<std::uint32_t> pieces_to_file_by(std::string_view text) {
  std::vector<std::uint32_t> pieces(std::min(places_in(text), most_places));
  for (std::size_t at = 0; at < pieces.size(); ++at)
    pieces[at] = piece_of(text, at);
  return pieces;
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
  parts_.push_back({rule.text, index});
}

/// Each is filed by that of its pieces which the fewest have: texts that begin alike are told apart by what follows.
void LastMessageIndex::make_ready() {
  if (parts_.size() < fewest_to_look_up) return;
  std::vector<std::uint32_t> counts(hashes);
  for (const Part& part : parts_) {
    for (const std::uint32_t piece : pieces_to_file_by(part.text))
      ++counts[hash_of(piece)];
  }
  pieces_.resize(hashes);
  for (const Part& part : parts_) {
    const auto pieces = pieces_to_file_by(part.text);
    const auto piece = *std::ranges::min_element(pieces, {}, [&](std::uint32_t each) { return counts[hash_of(each)]; });
    const auto place = places_.try_emplace(piece, filed_.size()).first->second;
    if (place == filed_.size()) filed_.emplace_back();
    filed_[place].push_back(part.index);
    pieces_[hash_of(piece)] = true;
  }
  parts_.clear();
}

void LastMessageIndex::look_within(std::string_view text, Indices& found) const {
  if (filed_.empty()) return;
  std::vector<bool> seen(filed_.size());
  for (std::size_t at = 0; at < places_in(text); ++at) {
    const auto piece = piece_of(text, at);
    if (!pieces_[hash_of(piece)]) continue;
    const auto place = places_.find(piece);
    if (place == places_.end() || seen[place->second]) continue;
    seen[place->second] = true;
    const Indices& filed = filed_[place->second];
    found.insert(found.end(), filed.begin(), filed.end());
  }
}

std::vector<std::size_t> LastMessageIndex::candidates(std::string_view text) const {
  Indices found;
  const auto whole = whole_.find(text);
  if (whole != whole_.end()) found = whole->second;
  for (const Part& part : parts_)
    found.push_back(part.index);
  look_within(text, found);
  std::ranges::sort(found);
  return found;
}

}  // namespace wiretape::tape
