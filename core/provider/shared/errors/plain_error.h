#pragma once

#include <string>
#include <string_view>

namespace wiretape::provider {

/// The text without the blanks of JSON at both ends.
[[nodiscard]] std::string_view without_blanks(std::string_view text);

/// What to show of an error that is not JSON, such as the page of a proxy: its first 1024 bytes, as valid UTF-8 on
/// one line, without control characters.
[[nodiscard]] std::string plain_error_message(std::string_view text);

}  // namespace wiretape::provider
