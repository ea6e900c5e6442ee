#include "wiretape/core/text/blank_separated.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace wiretape::text {
namespace {

/// More than any body has, and a sum of as many as a tape can hold does not overflow.
constexpr std::uint64_t most_count = std::uint64_t{1} << 32U;

}  // namespace

std::vector<std::string_view> blank_separated(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(' ')));
    if (text.empty()) return words;
    const std::size_t length = std::min(text.size(), text.find(' '));
    words.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
}

std::optional<std::uint64_t> parse_count(std::string_view digits) {
  std::uint64_t count = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, count);
  if (error != std::errc() || rest != end || count > most_count) return std::nullopt;
  return count;
}

}  // namespace wiretape::text
