#pragma once

#include <string_view>

#include "wiretape/core/provider/shared/errors/words_of_error.h"

namespace wiretape::provider {

/// What the body of an error status says, in whatever dress: JSON (see words_of_error), the same framed as events or
/// lines, or none of that: then the message is the body's beginning (see plain_error_message). Nothing at all, or an
/// empty value, gives an empty message. Never fails.
[[nodiscard]] ErrorWords read_error_body(std::string_view body);

}  // namespace wiretape::provider
