#include "wiretape/mockserver/answer/loaded_tapes.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/program/random.h"
#include "wiretape/core/tape/follow_ups.h"

namespace wiretape::mockserver {
namespace {

using SharedTapes = std::vector<std::shared_ptr<const tape::Tape>>;

SharedTapes with(SharedTapes tapes, std::vector<tape::Tape> more) {
  for (auto& tape : more)
    tapes.push_back(std::make_shared<const tape::Tape>(tape::unfolded(std::move(tape))));
  return tapes;
}

std::vector<const tape::Exchange*> all_exchanges(const SharedTapes& tapes) {
  std::vector<const tape::Exchange*> exchanges;
  for (const auto& tape : tapes) {
    for (const auto& exchange : tape->exchanges)
      exchanges.push_back(&exchange);
  }
  return exchanges;
}

tape::Delivery laid_over(tape::Delivery delivery, const DeliveryOverride& by) {
  delivery.speed *= by.speed;
  delivery.instant |= by.instant;
  return delivery;
}

void prepare_faults(PreparedExchange& prepared) {
  const auto& plan = prepared.exchange->faults;
  if (plan.empty()) return;
  auto checked =
      fault::check_plan(plan, {.name = prepared.tape->name, .has_seed = prepared.has_seed, .for_listener = false});
  if (auto* mistakes = std::get_if<text::Diagnostics>(&checked)) {
    prepared.plan_mistakes = std::move(*mistakes);
  } else {
    prepared.faults = WatchedFaults(std::get<std::vector<fault::Fault>>(std::move(checked)));
  }
}

}  // namespace

ExchangeUse use_of(const PreparedExchange& prepared, const std::optional<std::string>& session) {
  return {prepared.tape->name, prepared.exchange->id, prepared.exchange->position, *prepared.uses, session};
}

bool needs_attempt(const fault::Fault& fault) {
  return fault.condition.attempt || fault.condition.chance || fault.type->is_random;
}

LoadedTapes::LoadedTapes(std::vector<tape::Tape> all_tapes, const DeliveryOverride& delivery)
    : LoadedTapes(with({}, std::move(all_tapes)), std::make_shared<TapesUsed>(), delivery) {}

LoadedTapes::LoadedTapes(const LoadedTapes& before, std::vector<tape::Tape> more, const DeliveryOverride& delivery)
    : LoadedTapes(with(before.tapes, std::move(more)), before.used, delivery) {
  for (std::size_t index = 0; index < before.prepared.size(); ++index) {
    prepared[index].uses = before.prepared[index].uses;
    prepared[index].faults = before.prepared[index].faults;
  }
}

LoadedTapes::LoadedTapes(SharedTapes all_tapes, std::shared_ptr<TapesUsed> used_of_them,
                         const DeliveryOverride& delivery)
    : tapes(std::move(all_tapes)),
      seed(delivery.seed),
      exchanges(all_exchanges(tapes)),
      matcher(exchanges),
      used(std::move(used_of_them)) {
  for (std::size_t index = 0; index < tapes.size(); ++index) {
    for (const auto& exchange : tapes[index]->exchanges)
      prepare(exchange, index, delivery);
  }
}

void LoadedTapes::prepare(const tape::Exchange& exchange, std::size_t tape_index, const DeliveryOverride& delivery) {
  const auto index = prepared.size();
  auto& each = prepared.emplace_back();
  each.exchange = &exchange;
  each.tape = tapes[tape_index].get();
  each.index = index;
  each.uses = std::make_shared<std::atomic<std::uint64_t>>(0);
  each.tape_index = tape_index;
  each.rule = &matcher.rule(index);
  each.delivery = laid_over(exchange.delivery, delivery);
  each.has_seed = seed != 0 || exchange.delivery.seed != 0;
  each.seed = each.has_seed ? program::mix_seed(seed, exchange.delivery.seed) : 0;
  each.is_random = each.delivery.uses_random() || exchange.is_template;
  prepare_faults(each);
  counts_attempts = counts_attempts || std::ranges::any_of(each.faults.faults(), needs_attempt);
}

}  // namespace wiretape::mockserver
