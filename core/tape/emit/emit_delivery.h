#pragma once

#include <chrono>
#include <string>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// What stands under `delivery:`, defaults left out; an empty mapping where all of it is default. `has_arrivals`: the
/// answer is a recorded one that would set cuts and times if the delivery did not.
[[nodiscard]] yaml::EmitNode emit_delivery(const Delivery& delivery, bool has_arrivals);

}  // namespace wiretape::tape
