#pragma once

#include "wiretape/core/tape/profile/profile_files.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `delivery:`.
[[nodiscard]] Delivery read_delivery(const yaml::YamlNode& node, ProfileFiles& profiles, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
