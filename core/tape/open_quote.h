#pragma once

#include <cstddef>
#include <string_view>

namespace wiretape::tape {

/// Where the quote begins that is still open at the end of `text`; npos where none is. `from` is the start of some
/// value, before that quote; what comes between them holds no block scalars. Comments and closed quotes are passed
/// over.
[[nodiscard]] std::size_t find_open_quote(std::string_view text, std::size_t from);

}  // namespace wiretape::tape
