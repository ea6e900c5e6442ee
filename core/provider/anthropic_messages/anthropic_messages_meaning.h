#pragma once

#include <string_view>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectRead::is_length_limit (https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons).
[[nodiscard]] bool anthropic_messages_is_length_limit(std::string_view finish_reason);

/// DialectRead::error_meaning (https://platform.claude.com/docs/en/api/errors). There are no codes.
[[nodiscard]] ErrorMeaning anthropic_messages_error_meaning(std::string_view type, std::string_view code);

}  // namespace wiretape::provider
