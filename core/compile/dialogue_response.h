#pragma once

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/dialogue.h"

namespace wiretape::compile {

/// Stage 1 to stage 3: the 101 that opens a WebSocket for the request, and behind it the frames of what is to be said,
/// with its waits between. Of the places in the body, messages and closes are events, pings are comments. Where the
/// request does not open one, the answer is as if its key were "".
[[nodiscard]] program::Response dialogue_response(const tape::Dialogue& dialogue, const provider::RequestView& request);

}  // namespace wiretape::compile
