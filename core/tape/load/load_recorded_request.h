#pragma once

#include "wiretape/core/tape/recorded_request.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `recorded_request:`.
[[nodiscard]] RecordedRequest read_recorded_request(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
