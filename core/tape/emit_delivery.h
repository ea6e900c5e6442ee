#pragma once

#include <chrono>
#include <string>

#include "wiretape/core/tape/emit_layout.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

/// A duration in the largest unit, up to seconds, that needs no fraction: "250ms".
[[nodiscard]] std::string emit_duration(std::chrono::microseconds duration);

/// What stands under `delivery:`, defaults left out; an empty mapping where all of it is default. `has_arrivals`: the
/// answer is a recorded one that would set cuts and times if the delivery did not.
[[nodiscard]] EmitNode emit_delivery(const Delivery& delivery, bool has_arrivals);

}  // namespace wiretape::tape
