#pragma once

#include <string_view>

#include "wiretape/core/program/framing.h"

namespace wiretape::program {

/// Fits a recording's arrivals and chunk sizes to a body that a fault has changed: the reads and chunks that brought
/// what is gone shrink (a chunk of nothing vanishes), and the one in which something new begins grows.
void resize_recorded(RecordedTransfer& recorded, std::string_view before, std::string_view after);

}  // namespace wiretape::program
