#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `request:`.
[[nodiscard]] RequestRule read_request(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
