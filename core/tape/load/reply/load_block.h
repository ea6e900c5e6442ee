#pragma once

#include <vector>

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `blocks:`, the parts of an answer in their order.
[[nodiscard]] std::vector<provider::BlockReply> read_blocks(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
