#pragma once

#include "wiretape/core/provider/stream_edits.h"

namespace wiretape::provider {

/// Of `gemini`: an error is an event with an `error`; an overloaded Gemini says so with a 503; usage is in each chunk;
/// a call has no number, and is a part of a candidate, whole.
extern const StreamEdits gemini_edits;

}  // namespace wiretape::provider
