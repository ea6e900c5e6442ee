#pragma once

#include <cstddef>

#include "wiretape/core/tape/profile/profile_files.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads one item of `exchanges:`. `ordinal` counts them from 1.
[[nodiscard]] Exchange read_exchange(const yaml::YamlNode& node, std::size_t ordinal, ProfileFiles& profiles,
                                     yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
