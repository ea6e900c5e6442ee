#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {

/// What of a request decides whether a fault hits it.
struct RequestFacts {
  std::uint64_t attempt = 1;     ///< how often the same request was made in its session, with this one
  std::uint64_t connection = 1;  ///< ordinal of its connection
  std::string_view exchange{};   ///< id of the exchange that answers
};

/// Whether the condition holds. `random` is drawn from where the condition has a chance, and only there.
[[nodiscard]] bool holds(const FaultCondition& condition, const RequestFacts& facts, program::Random& random);

/// Whether there may be a request for which both hold.
[[nodiscard]] bool may_meet(const FaultCondition& left, const FaultCondition& right);

/// Two faults that contradict each other, as they end the same response in two ways.
struct Contradiction {
  const Fault* first;
  const Fault* second;
};

/// The first contradiction among faults that may hit the same request.
[[nodiscard]] std::optional<Contradiction> find_contradiction(std::span<const Fault* const> faults);

}  // namespace wiretape::fault
