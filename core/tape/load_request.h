#pragma once

#include "wiretape/core/tape/mistakes.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/tape/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `request:`.
[[nodiscard]] RequestRule read_request(const YamlNode& node, Mistakes& mistakes);

}  // namespace wiretape::tape
