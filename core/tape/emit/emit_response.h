#pragma once

#include <string_view>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// What stands under `response:`, of level 2 or 3, defaults left out. `dialect` is the name to write; "" where the
/// request's path says it, or nothing does. `is_template`: texts with placeholders are to be read as such.
[[nodiscard]] yaml::EmitNode emit_response(const StreamResponse& response, std::string_view dialect, bool is_template);
[[nodiscard]] yaml::EmitNode emit_response(const PlainResponse& response, std::string_view dialect, bool is_template);
[[nodiscard]] yaml::EmitNode emit_response(const RecordedResponse& response, std::string_view dialect,
                                           bool is_template);

}  // namespace wiretape::tape
