#pragma once

#include <string>

#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Whether a value is to be made up: the word `generated` without quotes, which with quotes is a text like any other,
/// or the placeholder {{generated}} alone.
[[nodiscard]] bool says_generated(const yaml::YamlNode& node);

/// What a model says; `generated` is generated_text. Notes a mistake where the value is no text, and then is empty.
[[nodiscard]] std::string read_said_text(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
