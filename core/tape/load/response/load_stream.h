#pragma once

#include <vector>

#include "wiretape/core/provider/events.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `stream:`: a list of {event?, data, id?}, {event?, id?, retry?}, {comment: text} and {wait:
/// duration}.
[[nodiscard]] std::vector<provider::Event> read_stream(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
