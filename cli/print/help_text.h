#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wiretape::cli {

/// How wide help is to be: what COLUMNS says where that is a number, else what the terminal says, else 80; 40 at least.
[[nodiscard]] std::size_t help_width(const char* columns, std::optional<std::size_t> terminal);

/// The width of the terminal that standard output is; nullopt where it is none, or doesn't know.
[[nodiscard]] std::optional<std::size_t> terminal_width();

/// Help as CLI11 lays it out, its lines broken at spaces to be no wider than `width`: what goes on hangs under where
/// the explanation begins. Examples, indented and without an explanation, stay whole: they are to be copied.
[[nodiscard]] std::string wrapped_help(std::string_view help, std::size_t width);

}  // namespace wiretape::cli
