#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/recorder/capture/capture.h"

namespace wiretape::recorder::capture {

/// How the response ended, as a tape may name it: whoever stopped waiting or reading is its client. Where the end was
/// not seen, the recorder's own end is one of a client that left.
[[nodiscard]] tape::RecordedEnd recorded_end(const Captured& captured);

/// How its body travelled. Chunks that did not end are among them, with the size that they said, or, where nobody saw
/// that, one that goes as far as the end asks for. No sizes where those that were seen can't be true.
[[nodiscard]] tape::RecordedFraming recorded_framing(const Captured& captured);

}  // namespace wiretape::recorder::capture
