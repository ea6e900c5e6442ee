#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/mockserver/serve/listener_faults.h"

namespace wiretape::mockserver {

/// A plan taken apart: what acts on connections, and what acts on responses.
struct SplitPlan {
  std::vector<ListenerFault> of_listener;
  std::vector<fault::Fault> of_responses;
};

/// Why a fault of the listener can't be armed.
struct ListenerPlanError {
  std::string message;
};

/// Takes the faults of the listener out of a checked plan.
[[nodiscard]] std::variant<SplitPlan, ListenerPlanError> split_plan(std::vector<fault::Fault> faults,
                                                                    net::Security security);

}  // namespace wiretape::mockserver
