#pragma once

#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `arrivals:`: texts of `milliseconds:bytes` pairs, any number of them in each.
[[nodiscard]] std::vector<Arrival> read_arrivals(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
