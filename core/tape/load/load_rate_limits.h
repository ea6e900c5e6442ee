#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under a tape's `limits:`.
[[nodiscard]] Limits read_rate_limits(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
