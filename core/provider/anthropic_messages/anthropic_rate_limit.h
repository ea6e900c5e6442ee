#pragma once

#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// DialectWrite::rate_limit_fields: `anthropic-ratelimit-requests-limit`, `-remaining` and `-reset`, the instant at
/// which the quota is full again (RFC 3339, UTC, rounded up to a second); the same for tokens; and `retry-after` in
/// seconds where the request is refused and will fit. What remains is exact, where Anthropic rounds tokens to
/// thousands.
[[nodiscard]] wire::HttpFields anthropic_rate_limit_fields(const RateLimitState& state, WallTime now);

/// DialectWrite::rate_limit_error.
[[nodiscard]] ErrorReply anthropic_rate_limit_error(const QuotaRefusal& refusal);

}  // namespace wiretape::provider
