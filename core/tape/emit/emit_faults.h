#pragma once

#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// A plan as the list that read_faults reads: places under `at`.
[[nodiscard]] yaml::EmitNode emit_faults(const FaultPlan& plan);

}  // namespace wiretape::tape
