#pragma once

#include "wiretape/core/provider/stream_edits.h"

namespace wiretape::provider {

/// Of `cohere.chat`: an error is a `message-end` with an `error`; an overloaded Cohere says so with a 503; usage is
/// that of `message-end`; a call's number is the `index` of its events.
extern const StreamEdits cohere_chat_edits;

}  // namespace wiretape::provider
