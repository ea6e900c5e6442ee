#pragma once

#include <string_view>

namespace wiretape::provider {

/// Whether a word that providers use of an error says that it passes: "overloaded_error", "rate_limit_exceeded".
[[nodiscard]] bool says_passing(std::string_view word);

}  // namespace wiretape::provider
