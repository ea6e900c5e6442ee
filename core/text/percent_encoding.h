#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::text {

/// `text` with each percent-encoded byte decoded (RFC 3986 section 2.1). Nullopt where a percent sign is not followed
/// by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace wiretape::text
