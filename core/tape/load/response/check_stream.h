#pragma once

#include <vector>

#include "wiretape/core/provider/events.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Refuses what the items of a `stream:` hold and its framing has no place for. `events` is what read_stream made of
/// them.
void check_stream(const yaml::YamlNode& stream, const std::vector<provider::Event>& events, wire::Framing framing,
                  yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
