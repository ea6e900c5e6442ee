#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// What stands under `request:`; an empty mapping for a rule that any request meets.
[[nodiscard]] yaml::EmitNode emit_request(const RequestRule& rule);

}  // namespace wiretape::tape
