#pragma once

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/dialogue.h"

namespace wiretape::compile {

/// A dialogue at stage 2: its messages and its close are events, its pings comments.
struct DialogueAnswer {
  program::Response response;  ///< the 101 that opens a WebSocket for the request, and what the dialogue waits for
  provider::Events events;     ///< what is said behind it
};

/// Stage 1 to stage 2. `dialect` is that of the dialogue's replies; nullptr where it has none. Where the request does
/// not open a WebSocket, the answer is as if its key were "".
[[nodiscard]] DialogueAnswer dialogue_response(const tape::Dialogue& dialogue, const provider::Dialect* dialect,
                                               const provider::RequestView& request);

}  // namespace wiretape::compile
