#include "wiretape/core/redact/stream/prefilter.h"

#include <algorithm>

#include "wiretape/core/redact/rules/alphabet.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::uint8_t rare_mark = 4;
constexpr std::size_t farthest = 8;

// How common a character is in what models and programs say, roughly.
constexpr std::size_t commonness(char c) {
  constexpr std::string_view from_rare = "zqxjkvbpygfwmucldrhsnioate ";
  const auto place = from_rare.find(c);
  if (place != from_rare.npos) return 10 + place;
  if (is_capital_or_digit(c)) return wire::is_digit(c) ? 4 : 3;
  return is_word(c) ? 6 : 5;
}

// Of equal ones the last: what stands before it can be looked at, too.
std::size_t rarest(std::string_view pattern) {
  std::size_t best = 0;
  for (std::size_t at = 0; at < std::min(pattern.size(), farthest + 1); ++at) {
    if (commonness(pattern[at]) <= commonness(pattern[best])) best = at;
  }
  return best;
}

constexpr unsigned char byte_of(char c) {
  return static_cast<unsigned char>(c);
}

}  // namespace

Prefilter::Prefilter() {
  const auto both = static_cast<std::uint8_t>(static_cast<std::uint8_t>(TextStop::quote) |
                                              static_cast<std::uint8_t>(TextStop::string));
  marks_[byte_of('"')] = both;
  marks_[byte_of('\\')] = static_cast<std::uint8_t>(TextStop::string);
  marks_[byte_of('\n')] = static_cast<std::uint8_t>(TextStop::string);
}

void Prefilter::Pairs::add_all_before(unsigned char second) {
  for (unsigned first = 0; first < 256; ++first)
    add(static_cast<unsigned char>(first), second);
}

void Prefilter::Pairs::add_all_behind(unsigned char first) {
  for (unsigned second = 0; second < 256; ++second)
    add(first, static_cast<unsigned char>(second));
}

void Prefilter::add(std::string_view pattern) {
  const std::size_t rare = rarest(pattern);
  reach_ = std::max(reach_, rare);
  const unsigned char c = byte_of(pattern[rare]);
  marks_[c] |= rare_mark;
  if (rare == 0) before_.add_all_before(c);
  if (rare > 0) before_.add(byte_of(pattern[rare - 1]), c);
  if (rare + 1 == pattern.size()) behind_.add_all_behind(c);
  if (rare + 1 < pattern.size()) behind_.add(c, byte_of(pattern[rare + 1]));
  if (rare > 0) at_end_.add_all_before(byte_of(pattern[0]));
  for (std::size_t at = 1; at < rare; ++at)
    at_end_.add(byte_of(pattern[at - 1]), byte_of(pattern[at]));
}

Suspect Prefilter::find(std::string_view text, std::size_t at, TextStop stop) const {
  const auto marks = static_cast<std::uint8_t>(static_cast<std::uint8_t>(stop) | rare_mark);
  const auto begin_before = [&](std::size_t end) { return end - std::min(end - at, reach_); };
  std::size_t next = at;
  for (;; ++next) {
    while (next < text.size() && (marks_[byte_of(text[next])] & marks) == 0)
      ++next;
    if (next == text.size() || is_stop(text[next], stop)) break;
    if (is_suspect(text, next, at, stop)) return {begin_before(next), next + 1};
  }
  if (may_end_in_pattern(text.substr(0, next), at)) return {begin_before(next), next};
  return {next, next};
}

// A rare character that is the first one can only be that of a pattern which begins with it: else one would be under
// way.
bool Prefilter::is_suspect(std::string_view text, std::size_t at, std::size_t from, TextStop stop) const {
  if (at > from && !before_.has(text[at - 1], text[at])) return false;
  return at + 1 == text.size() || is_stop(text[at + 1], stop) || behind_.has(text[at], text[at + 1]);
}

bool Prefilter::may_end_in_pattern(std::string_view text, std::size_t from) const {
  if (text.size() == from) return false;
  const char before = text.size() > from + 1 ? text[text.size() - 2] : ' ';
  return at_end_.has(before, text.back());
}

}  // namespace wiretape::redact
