#pragma once

#include <variant>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {

/// Of every fault that answers in the exchange's place.
inline constexpr FaultParameter counts_parameter{
    .name = "counts",
    .kind = FaultParameter::Kind::flag,
    .standard = "false",
    .meaning = "the request uses up the exchange and moves a sequence on, as if the exchange had answered"};

/// Whether a request that the fault hits leaves the exchange unused: its own answer was not given.
[[nodiscard]] inline bool spares_exchange(const Fault& fault) {
  return std::holds_alternative<ReplyFault>(fault.type->function) && !fault.arguments.flag(counts_parameter.name);
}

}  // namespace wiretape::fault
