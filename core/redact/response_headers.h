#pragma once

#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::redact {

/// The fields of a response, or its trailers, as they may be kept. `[redacted]` stands for cookies, for the values in
/// the query of where it points to, and for fields that name a secret or an organization. Ids of requests and traces
/// keep their length and their form, with `0` for each letter and digit, so that they are the same each time. In all
/// other values what the rules find is masked as StreamRedactor masks it. Names, order and number stay.
[[nodiscard]] wire::HttpFields redacted_response_headers(const wire::HttpFields& fields,
                                                         const SharedPatterns& patterns);

}  // namespace wiretape::redact
