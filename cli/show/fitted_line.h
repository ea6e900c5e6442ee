#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wiretape::cli {

/// How many columns of a terminal a text takes, which must be on one line and without control characters: none for what
/// joins the character before it, two for what is wide (as far as Unicode's blocks tell), else one.
[[nodiscard]] std::size_t columns_of(std::string_view text);

/// The text, where it takes at most so many columns (above 0); else as much of it as leaves one for the "…" behind it.
[[nodiscard]] std::string fitted_line(std::string_view text, std::size_t columns);

}  // namespace wiretape::cli
