#include "wiretape/mockserver/answer/hit.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "wiretape/core/fault/fault_condition.h"
#include "wiretape/core/program/random.h"

namespace wiretape::mockserver {
namespace {

using fault::Fault;

/// The faults that may hit, in the order of their doors.
std::vector<const Fault*> candidates_of(const Asked& asked, const PreparedExchange& prepared,
                                        const OtherDoors& others) {
  std::vector<const Fault*> all;
  const auto add = [&](std::span<const Fault> faults) {
    for (const Fault& fault : faults)
      all.push_back(&fault);
  };
  add(prepared.faults.faults());
  add(others.plan_file);
  for (const auto& armed : others.armed)
    add(armed->faults());
  add(asked.faults);
  return all;
}

std::vector<const Fault*> hits_among(const std::vector<const Fault*>& candidates, const fault::RequestFacts& facts,
                                     std::uint64_t seed) {
  std::vector<const Fault*> hits;
  for (std::size_t index = 0; index < candidates.size(); ++index) {
    const auto& condition = candidates[index]->condition;
    program::Random random(program::mix_seed(program::mix_seed(seed, condition.seed.value_or(0)), index + 1));
    if (holds(condition, facts, random)) hits.push_back(candidates[index]);
  }
  return hits;
}

OwnError bad_plan(std::string message) {
  return {422, "wiretape_bad_plan", std::move(message)};
}

}  // namespace

std::variant<Hits, OwnError> hit(const Asked& asked, const PreparedExchange& prepared, const OtherDoors& others,
                                 LoadedTapes& loaded) {
  if (!prepared.plan_mistakes.empty()) return bad_plan(to_string(prepared.plan_mistakes.front()));
  const auto& exchange = *prepared.exchange;
  const auto candidates = candidates_of(asked, prepared, others);
  const bool counts = prepared.is_random || loaded.counts_attempts ||
                      std::ranges::any_of(candidates, [](const Fault* fault) { return needs_attempt(*fault); });
  Hits hits;
  if (counts) hits.count = count_request(exchange, loaded.seed, asked.view, asked.session, loaded.sessions);
  hits.faults = hits_among(candidates, {hits.count.attempt, asked.connection, exchange.id}, hits.count.seed);
  if (const auto contradiction = fault::find_contradiction(hits.faults)) {
    return bad_plan(fmt::format("the faults '{}' and '{}' contradict each other; expected one of them",
                                contradiction->first->text, contradiction->second->text));
  }
  return hits;
}

}  // namespace wiretape::mockserver
