#pragma once

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

struct LoadedDialogue {
  Dialogue dialogue;
  const provider::Dialect* dialect = nullptr;  ///< of its replies; nullptr: it has none
};

/// Reads what stands under `websocket:`. `request` decides the dialect of a reply that names none.
[[nodiscard]] LoadedDialogue read_dialogue(const yaml::YamlNode& node, const RequestRule& request,
                                           yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
