#pragma once

#include "wiretape/core/tape/recorded_request.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// What stands under `recorded_request:`.
[[nodiscard]] yaml::EmitNode emit_recorded_request(const RecordedRequest& request);

}  // namespace wiretape::tape
