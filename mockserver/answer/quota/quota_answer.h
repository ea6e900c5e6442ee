#pragma once

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::mockserver {

/// The fields that tell of the quotas of an exchange's tape: those of its dialect, or of the first there is where it
/// has none.
[[nodiscard]] wire::HttpFields quota_fields(const tape::Exchange& exchange, const provider::RateLimitState& state,
                                            provider::WallTime now);

/// The 429 in the same dialect, `fields` among its own.
[[nodiscard]] provider::WholeAnswer limited_answer(const tape::Exchange& exchange,
                                                   const provider::QuotaRefusal& refusal,
                                                   const wire::HttpFields& fields);

}  // namespace wiretape::mockserver
