#pragma once

#include <string_view>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectRead::is_length_limit. Hosts that pass on another provider's answers pass on its words, too.
[[nodiscard]] bool openai_chat_is_length_limit(std::string_view finish_reason);

/// DialectRead::error_meaning. A code may also be an HTTP status, as some hosts make it.
[[nodiscard]] ErrorMeaning openai_chat_error_meaning(std::string_view type, std::string_view code);

}  // namespace wiretape::provider
