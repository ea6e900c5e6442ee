#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// Takes a request head apart with Boost.Beast: request line to blank line inclusive, as HttpHeadReader returns it
/// after its strict check. `field_count` is how many fields it has. Status 400 where Beast refuses what the check let
/// pass (a `Connection` that is no list of tokens).
[[nodiscard]] std::variant<HttpRequestHead, HttpError> parse_request_head(std::string_view bytes,
                                                                          std::size_t field_count);

/// The same for a response: status line to blank line inclusive.
[[nodiscard]] std::variant<HttpResponseHead, HttpError> parse_response_head(std::string_view bytes,
                                                                            std::size_t field_count);

}  // namespace wiretape::wire
