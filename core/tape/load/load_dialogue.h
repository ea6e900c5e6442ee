#pragma once

#include "wiretape/core/tape/dialogue.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `websocket:`.
[[nodiscard]] Dialogue read_dialogue(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
