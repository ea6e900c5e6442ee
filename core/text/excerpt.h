#pragma once

#include <string>
#include <string_view>

namespace wiretape::text {

/// A text for use in a one-line message: at most 40 characters of it, then "…"; line breaks and tabs as blanks.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace wiretape::text
