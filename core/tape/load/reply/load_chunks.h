#pragma once

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `chunks:`: a rule (token, char, word) or the pieces themselves, none of them empty.
[[nodiscard]] provider::Chunks read_chunks(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
