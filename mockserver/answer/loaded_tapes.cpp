#include "wiretape/mockserver/answer/loaded_tapes.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/mockserver/answer/quota/token_cost.h"

namespace wiretape::mockserver {
namespace {

std::vector<const tape::Exchange*> all_exchanges(const std::vector<tape::Tape>& tapes) {
  std::vector<const tape::Exchange*> exchanges;
  for (const auto& tape : tapes) {
    for (const auto& exchange : tape.exchanges)
      exchanges.push_back(&exchange);
  }
  return exchanges;
}

/// The tape of each exchange.
std::vector<std::size_t> tape_indices(const std::vector<tape::Tape>& tapes) {
  std::vector<std::size_t> indices;
  for (std::size_t index = 0; index < tapes.size(); ++index)
    indices.insert(indices.end(), tapes[index].exchanges.size(), index);
  return indices;
}

/// The name of each exchange's tape.
std::vector<std::string> tape_names(const std::vector<tape::Tape>& tapes) {
  std::vector<std::string> names;
  for (const auto& tape : tapes)
    names.insert(names.end(), tape.exchanges.size(), tape.name);
  return names;
}

void prepare_faults(PreparedExchange& prepared, const std::string& tape, bool has_seed) {
  const auto& plan = prepared.exchange->faults;
  if (plan.empty()) return;
  auto checked = program::check_plan(plan, {.name = tape, .has_seed = has_seed, .for_listener = false});
  if (auto* mistakes = std::get_if<tape::Diagnostics>(&checked)) {
    prepared.plan_mistakes = std::move(*mistakes);
  } else {
    prepared.faults = std::get<std::vector<program::Fault>>(std::move(checked));
  }
}

}  // namespace

bool needs_attempt(const program::Fault& fault) {
  return fault.condition.attempt || fault.condition.chance || fault.type->is_random;
}

LoadedTapes::LoadedTapes(std::vector<tape::Tape> all_tapes, const DeliveryOverride& delivery)
    : tapes(std::move(all_tapes)),
      names(tape_names(tapes)),
      tape_of(tape_indices(tapes)),
      exchanges(all_exchanges(tapes)),
      matcher(exchanges) {
  for (const auto* exchange : exchanges) {
    auto& each = prepared.emplace_back();
    each.exchange = exchange;
    each.delivery = exchange->delivery;
    each.delivery.speed *= delivery.speed;
    each.delivery.instant |= delivery.instant;
    prepare_faults(each, names[prepared.size() - 1], delivery.seed != 0 || exchange->delivery.seed != 0);
    counts_attempts = counts_attempts || std::ranges::any_of(each.faults, needs_attempt);
  }
}

std::optional<Choice> LoadedTapes::choose(const provider::RequestView& request, std::string_view session,
                                          std::chrono::microseconds now) {
  for (auto index = matcher.find(request); index; index = matcher.find(request, *index + 1)) {
    if (auto quotas = claim(*index, request, session, now)) return Choice{*index, *quotas};
  }
  return std::nullopt;
}

/// Takes one of an exchange's uses and what the request costs, unless a quota is short. Nullopt where it is used up.
std::optional<provider::RateLimitState> LoadedTapes::claim(std::size_t index, const provider::RequestView& request,
                                                           std::string_view session, std::chrono::microseconds now) {
  const auto& exchange = *exchanges[index];
  const auto& limits = limits_of(index);
  if (limits.is_any()) {
    const auto tokens = limits.tokens_per_minute ? token_cost(exchange, request) : 0;
    return sessions.claim_within(session, index, exchange.uses, {tape_of[index], limits, tokens, now});
  }
  if (exchange.uses && !sessions.claim(session, index, *exchange.uses)) return std::nullopt;
  return provider::RateLimitState{};
}

}  // namespace wiretape::mockserver
