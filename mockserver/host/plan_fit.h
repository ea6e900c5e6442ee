#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/mockserver/serve/listener_plan.h"

namespace wiretape::mockserver {

/// A plan of faults, taken apart for a server, and how it and the server's tapes go together.
struct PlanFit {
  SplitPlan plan;
  text::Diagnostics mistakes;         ///< faults that fit no exchange that they may hit
  std::vector<std::string> warnings;  ///< one sentence for each other fault that does not fit all of them
};

/// Takes the faults of the listener out of a checked plan, and tries each of the others on each exchange, beside the
/// exchange's own. Answers with placeholders are left out: their places are known once a request fills them. `name` is
/// what diagnostics call the plan.
[[nodiscard]] std::variant<PlanFit, ListenerPlanError> fit_plan(std::vector<fault::Fault> plan,
                                                                const std::vector<tape::Tape>& tapes,
                                                                const std::string& name, net::Security security);

}  // namespace wiretape::mockserver
