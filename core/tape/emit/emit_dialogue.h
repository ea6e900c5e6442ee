#pragma once

#include <string_view>

#include "wiretape/core/tape/dialogue.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// What stands under `websocket:`, defaults left out. `dialect` is the name that its replies are to give; "" where the
/// request's path says it.
[[nodiscard]] yaml::EmitNode emit_dialogue(const Dialogue& dialogue, std::string_view dialect);

}  // namespace wiretape::tape
