#pragma once

#include <cstdint>

#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::redact {

/// What becomes of the ids of requests and traces.
enum class RequestIds : std::uint8_t {
  zeroed,  ///< `0` for each letter and digit: in length and form as they were, and the same each time
  kept,
};

/// The fields of a response, or its trailers, as they may be kept. `[redacted]` stands for cookies, for the values in
/// the query of where it points to, and for fields that name a secret or an organization. In all other values but ids
/// what the rules find is masked as StreamRedactor masks it. Names, order and number stay.
[[nodiscard]] wire::HttpFields redacted_response_headers(const wire::HttpFields& fields, const SharedPatterns& patterns,
                                                         RequestIds ids = RequestIds::zeroed);

}  // namespace wiretape::redact
