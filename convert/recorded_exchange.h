#pragma once

#include "wiretape/convert/recording.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::convert {

/// The exchange that replays a recording that was mended and can be played: a recorded response where something is
/// known of how it came, or it is a stream; else a response with a body.
[[nodiscard]] tape::Exchange recorded_exchange(Recording recording);

}  // namespace wiretape::convert
