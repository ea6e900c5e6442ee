#pragma once

#include <string>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// The names of all dialects, for messages: "one of: openai.chat, …".
[[nodiscard]] std::string dialect_names();

/// The dialect that a value names; nullptr, and a mistake, where it names none.
[[nodiscard]] const provider::Dialect* read_dialect(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
