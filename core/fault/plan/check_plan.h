#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::fault {

/// Where a plan comes from, as far as that limits what it may say.
struct PlanSource {
  std::string name{};         ///< what diagnostics call it: a file, "the URL's plan"
  bool has_seed = false;      ///< there is a seed already: a fault with `probability` needs none of its own
  bool for_listener = false;  ///< faults of the listener are allowed: there is no request yet
};

/// Reads what a plan's names and arguments mean: unknown faults, keys and places, values that are no values of their
/// key, missing ones, contradictions. All mistakes at once. The faults keep the plan's order.
[[nodiscard]] std::variant<std::vector<Fault>, text::Diagnostics> check_plan(const tape::FaultPlan& plan,
                                                                             const PlanSource& source);

}  // namespace wiretape::fault
