#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/recorder/capture/capture.h"
#include "wiretape/recorder/capture/keep_rules.h"

namespace wiretape::recorder::capture {

/// The exchange that plays what was captured, without an id: the bytes as they came, when and how they ended, for
/// requests like the one they answered. An exchange that has not ended ends as one whose client left. Where no whole
/// head came there are no bytes to play: the exchange sends none, and then does as upstream did, or, where it was the
/// client that left, waits for that again. `capture` must have a request.
[[nodiscard]] tape::Exchange exchange_of(const Capture& capture, const KeepRules& rules);

}  // namespace wiretape::recorder::capture
