#pragma once

#include <cstddef>
#include <string_view>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// Takes a request head apart: request line to blank line inclusive, as HttpHeadReader returns it after its strict
/// check; of other bytes it makes any head. `field_count` is how many fields it has.
[[nodiscard]] HttpRequestHead parse_request_head(std::string_view bytes, std::size_t field_count);

/// The same for a response: status line to blank line inclusive.
[[nodiscard]] HttpResponseHead parse_response_head(std::string_view bytes, std::size_t field_count);

}  // namespace wiretape::wire
