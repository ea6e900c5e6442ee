#pragma once

#include <string>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::cli {

/// How a plan of faults and tapes go together.
struct PlanFit {
  tape::Diagnostics mistakes;         ///< faults that fit no exchange that they may hit
  std::vector<std::string> warnings;  ///< one sentence for each other fault that does not fit all of them
};

/// Tries each fault of a plan on each exchange, beside the exchange's own. Answers with placeholders are left out:
/// their places are known once a request fills them. `name` is what diagnostics call the plan.
[[nodiscard]] PlanFit fit_plan(const std::vector<program::Fault>& plan, const std::vector<tape::Tape>& tapes,
                               const std::string& name);

}  // namespace wiretape::cli
