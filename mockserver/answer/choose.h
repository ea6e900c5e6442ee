#pragma once

#include <variant>

#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/provider/side_endpoint.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/ask.h"
#include "wiretape/mockserver/answer/loaded_tapes.h"
#include "wiretape/mockserver/answer/quota/movable_clock.h"

namespace wiretape::mockserver {

/// The exchange that answers, one of its uses and what the request costs of its tape's quotas taken.
struct ClaimedUse {
  PreparedExchange& exchange;
  wire::HttpFields quota_fields{};  ///< what its answer tells of the quotas; none where its tape has no limits
};

/// The exchange would answer, but for a quota of its tape. Nothing was taken.
struct OverQuota {
  const PreparedExchange& exchange;
  provider::QuotaRefusal refusal;
  wire::HttpFields quota_fields;
};

/// No exchange answers, and what is asked for is the list of models.
struct ModelList {};

/// No exchange answers, and what is asked for is what a provider has beside its streams.
struct Beside {
  const provider::SideEndpoint& endpoint;
};

/// No exchange answers.
struct NothingMatches {};

/// What answers a request. Refers to the tapes.
using Chosen = std::variant<ClaimedUse, OverQuota, ModelList, Beside, NothingMatches>;

/// The second step: the first exchange that the request meets and that its session has not used up. It is counted,
/// as is a request that nothing matches. `strict_endpoints`: what providers have beside their streams is not answered
/// unless an exchange does.
[[nodiscard]] Chosen choose(const Asked& asked, LoadedTapes& loaded, const MovableClock& clock,
                            bool strict_endpoints = false);

/// Gives the use back, for the exchange's own answer is not given after all. What the request took of quotas stays
/// taken: a provider counts what it refuses, too.
void give_back(const ClaimedUse& use, const Asked& asked, LoadedTapes& loaded);

}  // namespace wiretape::mockserver
