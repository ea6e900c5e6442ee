#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "wiretape/core/text/utf8.h"

namespace wiretape::text {

/// How many characters of UTF-8 begin in a text; a byte that is none of UTF-8 may count as one or not.
[[nodiscard]] constexpr std::size_t count_characters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues_character));
}

}  // namespace wiretape::text
