#pragma once

#include <string_view>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectRead::error_meaning. A code may also be an HTTP status, as some hosts make it.
[[nodiscard]] ErrorMeaning openai_error_meaning(std::string_view type, std::string_view code);

}  // namespace wiretape::provider
