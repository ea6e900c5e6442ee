#pragma once

#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads a list of faults: mappings `{do: name, at: {event: 4}, key: value}`, whose `at` may also be a word, or texts
/// in the form of parse_fault_plan. What the names mean is not looked at. Positions are those of the file.
[[nodiscard]] FaultPlan read_faults(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
