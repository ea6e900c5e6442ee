#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `end:`: who ended the response, and how. Endings that no tape can hold, or that this side
/// can't bring about, are mistakes; whether one fits the response's framing is not looked at.
[[nodiscard]] RecordedEnd read_recorded_end(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
