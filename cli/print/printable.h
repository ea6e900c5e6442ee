#pragma once

#include <string>
#include <string_view>

namespace wiretape::cli {

/// A text from outside made harmless for a terminal: each control character but line end and tab (C0, DEL, and C1 such
/// as U+009B, which begins escape sequences as ESC [ does) and each byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// One line of JSON from `from` on in which such characters, and U+2028 and U+2029, at which some readers break lines,
/// are written as escapes: the same JSON. Its bytes must be UTF-8.
void escape_unprintable_json(std::string& json, std::size_t from = 0);

}  // namespace wiretape::cli
