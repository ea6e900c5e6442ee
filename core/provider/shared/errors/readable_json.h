#pragma once

#include <string>
#include <string_view>

namespace wiretape::provider {

/// A JSON text that a JsonIndex can read, though readers may differ: invalid UTF-8 and halves of surrogate pairs become
/// U+FFFD, numbers beyond a double null. An error's words must not get lost by what stands beside them.
[[nodiscard]] std::string readable_json(std::string_view text);

}  // namespace wiretape::provider
