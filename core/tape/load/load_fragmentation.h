#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `fragment:`: a word (event, line, whole, utf8) or a mapping with one of size, at and random.
/// After a mistake the answer is some fragmentation.
[[nodiscard]] Fragmentation read_fragmentation(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
