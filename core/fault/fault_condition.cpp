#include "wiretape/core/fault/fault_condition.h"

#include <algorithm>

namespace wiretape::fault {
namespace {

constexpr std::uint64_t certain = 1'000'000'000;

bool overlap(const std::optional<OrdinalRange>& left, const std::optional<OrdinalRange>& right) {
  return !left || !right || (left->least <= right->most && right->least <= left->most);
}

}  // namespace

bool holds(const FaultCondition& condition, const RequestFacts& facts, program::Random& random) {
  if (condition.attempt && !condition.attempt->has(facts.attempt)) return false;
  if (condition.connection && !condition.connection->has(facts.connection)) return false;
  if (condition.exchange && *condition.exchange != facts.exchange) return false;
  return !condition.chance || random.between(0, certain - 1) < *condition.chance;
}

bool may_meet(const FaultCondition& left, const FaultCondition& right) {
  return overlap(left.attempt, right.attempt) && overlap(left.connection, right.connection) &&
         (!left.exchange || !right.exchange || *left.exchange == *right.exchange);
}

std::optional<Contradiction> find_contradiction(std::span<const Fault* const> faults) {
  for (std::size_t second = 1; second < faults.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      const auto& group = faults[first]->type->group;
      const bool is_one_group = !group.empty() && group == faults[second]->type->group;
      if (is_one_group && may_meet(faults[first]->condition, faults[second]->condition)) {
        return Contradiction{faults[first], faults[second]};
      }
    }
  }
  return std::nullopt;
}

}  // namespace wiretape::fault
