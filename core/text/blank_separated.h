#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace wiretape::text {

/// The words of a text, which any number of blanks separates.
[[nodiscard]] std::vector<std::string_view> blank_separated(std::string_view text);

/// A count in decimal digits, at most 2^32; nullopt for anything else.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view digits);

}  // namespace wiretape::text
