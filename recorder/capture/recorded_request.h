#pragma once

#include "wiretape/core/tape/recorded_request.h"
#include "wiretape/recorder/capture/capture.h"

namespace wiretape::recorder::capture {

/// What was asked, as a tape keeps it: without `host`, which names the recorder, and without a body of more than 8 MiB.
/// `captured` must have a request.
[[nodiscard]] tape::RecordedRequest recorded_request(const Captured& captured);

}  // namespace wiretape::recorder::capture
