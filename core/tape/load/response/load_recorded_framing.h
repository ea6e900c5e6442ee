#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `framing:`: `close`, or the sizes of the chunks and the trailers.
[[nodiscard]] RecordedFraming read_recorded_framing(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
