#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::recorder::capture {

// Redaction puts a * for each byte of a secret. What was there a rule can't say, only what stands around it.

/// So many * in a row may be a secret's; a text of nothing else may be one of any length.
inline constexpr std::size_t least_mask = 6;

/// Whether a text may hold what redaction has masked.
[[nodiscard]] inline bool may_be_masked(std::string_view text) {
  const bool is_all = !text.empty() && text.find_first_not_of('*') == text.npos;
  return is_all || text.find(std::string(least_mask, '*')) != text.npos;
}

/// The parts of a text that may be masked before, between and behind each `*`, for a mask may be short where there is a
/// long one; without those of nothing but blanks.
[[nodiscard]] inline std::vector<std::string> unmasked_parts(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto part = text.substr(0, text.find('*'));
    if (part.find_first_not_of(" \t\r\n") != part.npos) parts.emplace_back(part);
    text.remove_prefix(part.size());
    text.remove_prefix(std::min(text.find_first_not_of('*'), text.size()));
  }
  return parts;
}

/// Whether a number may be one that redaction has masked, of which each digit is a 1.
[[nodiscard]] inline bool may_be_masked_number(std::string_view written) {
  return written.size() > 2 && written.find_first_not_of('1') == written.npos;
}

}  // namespace wiretape::recorder::capture
