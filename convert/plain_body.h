#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::convert {

/// A body without the coding that the fields of its message name; as it is where that fails, or would come to more than
/// 64 MiB.
[[nodiscard]] std::string plain_body(const wire::HttpFields& fields, std::string_view body);

}  // namespace wiretape::convert
