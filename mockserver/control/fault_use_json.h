#pragma once

#include <nlohmann/json_fwd.hpp>

#include "wiretape/mockserver/answer/session/fault_use.h"

namespace wiretape::mockserver {

/// {"plan","line","column","exchange","fault"}; the exchange is null for other plans than a tape's.
[[nodiscard]] nlohmann::ordered_json fault_use_json(const FaultUse& use);

}  // namespace wiretape::mockserver
