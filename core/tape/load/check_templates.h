#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Looks at every text of an exchange's answer for placeholders: notes those that can't be filled as mistakes. Returns
/// whether there is anything to fill in. A body that is given event by event, byte for byte, has none.
bool check_templates(const yaml::YamlNode& exchange, const RequestRule& request, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
