#pragma once

#include "wiretape/core/tape/dialogue.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// What stands under `websocket:`, defaults left out.
[[nodiscard]] yaml::EmitNode emit_dialogue(const Dialogue& dialogue);

}  // namespace wiretape::tape
