#pragma once

#include <vector>

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/node_reader.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// The keys that say what one choice says, whether they stand in a reply or in an item of its `choices:`. Their readers
/// refer to both arguments.
[[nodiscard]] std::vector<yaml::KnownKey> choice_keys(provider::ChoiceReply& choice, yaml::Mistakes& mistakes);

/// Reads what stands under `choices:`.
[[nodiscard]] std::vector<provider::ChoiceReply> read_choices(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
