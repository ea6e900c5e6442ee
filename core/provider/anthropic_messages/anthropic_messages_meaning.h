#pragma once

#include <string_view>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectRead::error_meaning (https://platform.claude.com/docs/en/api/errors). There are no codes.
[[nodiscard]] ErrorMeaning anthropic_messages_error_meaning(std::string_view type, std::string_view code);

}  // namespace wiretape::provider
