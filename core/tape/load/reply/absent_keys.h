#pragma once

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Notes a mistake for each key of a reply that its dialect has no place for (Dialect::absent_keys), be it in the reply
/// itself or in one of its choices.
void refuse_absent_keys(const yaml::YamlNode& reply, const provider::Dialect& dialect, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
