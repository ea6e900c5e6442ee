#pragma once

#include "wiretape/core/tape/profile/profile_files.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `delivery:`.
[[nodiscard]] Delivery read_delivery(const yaml::YamlNode& node, ProfileFiles& profiles, yaml::Mistakes& mistakes);

/// Whether it says when or in what pieces the bytes go, and not only how fast all of that is.
[[nodiscard]] bool gives_pace(const yaml::YamlNode& delivery);

}  // namespace wiretape::tape
