#pragma once

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {

/// Why a fault can't act in streams of a framing, and which of its family can; nullopt where it can.
[[nodiscard]] FaultResult framing_misfit(const FaultType& type, wire::Framing framing);

}  // namespace wiretape::fault
