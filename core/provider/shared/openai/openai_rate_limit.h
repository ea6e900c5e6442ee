#pragma once

#include <chrono>
#include <string>

#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// A span of time as OpenAI writes it: "0s", "120ms", "1s", "59.94s", "6m0s", "1h2m3.5s"; rounded up to a millisecond.
[[nodiscard]] std::string openai_duration(std::chrono::microseconds span);

/// DialectWrite::rate_limit_fields: `x-ratelimit-limit-requests`, `-remaining-` and `-reset-`, the time until the quota
/// is full again; the same for tokens; and `retry-after` in seconds where the request is refused and will fit.
[[nodiscard]] wire::HttpFields openai_rate_limit_fields(const RateLimitState& state, WallTime now);

/// DialectWrite::rate_limit_error: the quota's unit is the type.
[[nodiscard]] ErrorReply openai_rate_limit_error(const QuotaRefusal& refusal);

}  // namespace wiretape::provider
