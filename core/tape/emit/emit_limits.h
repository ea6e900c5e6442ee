#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// What stands under `limits:`; without members where nothing is limited.
[[nodiscard]] yaml::EmitNode emit_limits(const Limits& limits);

}  // namespace wiretape::tape
