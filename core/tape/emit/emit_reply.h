#pragma once

#include <string_view>

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// What stands under `reply:`, defaults left out. `dialect` is the name to write; "" where the request's path says it.
/// `is_template`: texts with placeholders are to be read as such.
[[nodiscard]] yaml::EmitNode emit_reply(const provider::Reply& reply, std::string_view dialect, bool is_template);

}  // namespace wiretape::tape
