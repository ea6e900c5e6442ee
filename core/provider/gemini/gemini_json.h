#pragma once

#include <string>
#include <string_view>

namespace wiretape::provider {

/// The text as a JSON string (append_json_string).
[[nodiscard]] std::string gemini_quoted(std::string_view text);

}  // namespace wiretape::provider
