#pragma once

#include <string_view>

namespace wiretape::cli::colour {

inline constexpr std::string_view dim = "\x1B[2m";
inline constexpr std::string_view red = "\x1B[31m";
inline constexpr std::string_view green = "\x1B[32m";
inline constexpr std::string_view yellow = "\x1B[33m";
inline constexpr std::string_view plain = "\x1B[0m";

/// Whether the user wants none, even on a terminal: https://no-color.org.
[[nodiscard]] bool are_unwanted();

}  // namespace wiretape::cli::colour
