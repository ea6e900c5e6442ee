#pragma once

#include <string>

#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::yaml {

/// A value as JSON text: compact, keys in their order, numbers as written, every character that JSON allows as itself.
/// What JSON can't say (an absent value, base64) is a mistake.
[[nodiscard]] std::string json_text(const YamlNode& node, Mistakes& mistakes);

}  // namespace wiretape::yaml
