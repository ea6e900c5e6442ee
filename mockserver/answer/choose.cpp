#include "wiretape/mockserver/answer/choose.h"

#include <optional>
#include <utility>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/mockserver/answer/quota/quota_answer.h"
#include "wiretape/mockserver/answer/quota/token_cost.h"
#include "wiretape/mockserver/answer/quota/wall_time.h"

namespace wiretape::mockserver {
namespace {

/// Takes what the request costs, and one of the exchange's uses, unless a quota is short. Nullopt where it is used up.
std::optional<provider::RateLimitState> claim_within_limits(const PreparedExchange& prepared, const Asked& asked,
                                                            SessionStates& sessions, const MovableClock& clock) {
  const auto& exchange = *prepared.exchange;
  const auto& limits = prepared.tape->limits;
  const auto tokens = limits.tokens_per_minute ? token_cost(exchange, asked.view) : 0;
  return sessions.claim_within(asked.session, prepared.index, exchange.uses,
                               {prepared.tape_index, limits, tokens, clock.now()});
}

/// Takes one of the exchange's uses. False where it is used up.
bool claim(const PreparedExchange& prepared, const Asked& asked, SessionStates& sessions) {
  const auto& uses = prepared.exchange->uses;
  return !uses || sessions.claim(asked.session, prepared.index, *uses);
}

Chosen counted(PreparedExchange& prepared, wire::HttpFields quota_fields = {}) {
  ++*prepared.uses;
  return ClaimedUse{prepared, std::move(quota_fields)};
}

Chosen within_limits(PreparedExchange& prepared, const provider::RateLimitState& left, const MovableClock& clock) {
  auto fields = quota_fields(*prepared.exchange, left, wall_time(prepared.has_seed, clock));
  if (left.refusal) return OverQuota{prepared, *left.refusal, std::move(fields)};
  return counted(prepared, std::move(fields));
}

bool asks_for_models(const provider::RequestView& request) {
  return request.method() == "GET" && provider::dialect_for_models(request.path(), request.fields()) != nullptr;
}

std::optional<Chosen> beside_the_streams(const provider::RequestView& request) {
  if (asks_for_models(request)) return ModelList{};
  if (const auto* endpoint = provider::find_side_endpoint(request)) return Beside{*endpoint};
  return std::nullopt;
}

}  // namespace

Chosen choose(const Asked& asked, LoadedTapes& loaded, const MovableClock& clock, bool strict_endpoints) {
  const auto& matcher = loaded.matcher;
  for (auto index = matcher.find(asked.view); index; index = matcher.find(asked.view, *index + 1)) {
    auto& prepared = loaded.prepared[*index];
    if (prepared.tape->limits.is_any()) {
      const auto left = claim_within_limits(prepared, asked, loaded.sessions, clock);
      if (left) return within_limits(prepared, *left, clock);
    } else if (claim(prepared, asked, loaded.sessions)) {
      return counted(prepared);
    }
  }
  if (auto beside = strict_endpoints ? std::nullopt : beside_the_streams(asked.view)) return *beside;
  ++loaded.unmatched;
  return NothingMatches{};
}

void give_back(const ClaimedUse& use, const Asked& asked, LoadedTapes& loaded) {
  if (use.exchange.exchange->uses) loaded.sessions.give_back(asked.session, use.exchange.index);
}

}  // namespace wiretape::mockserver
