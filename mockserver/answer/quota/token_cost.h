#pragma once

#include <cstdint>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::mockserver {

/// How many tokens a request takes from its tape's quota: those that the usage of the reply counts, that of the tape or
/// else the one that the dialect counts (placeholders count as they are written); none for an error; and for an answer
/// that is given as a `response`, those of the request's body (provider::count_tokens).
[[nodiscard]] std::uint64_t token_cost(const tape::Exchange& exchange, const provider::RequestView& request);

}  // namespace wiretape::mockserver
