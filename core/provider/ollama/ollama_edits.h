#pragma once

#include "wiretape/core/provider/stream_edits.h"

namespace wiretape::provider {

/// Of both of Ollama's dialects: errors are a line `{"error":…}`; an overloaded Ollama says with a 503 that too many
/// wait; usage is the counts and durations of a line. A call's arguments are an object: cut ones stand as a string.
extern const StreamEdits ollama_edits;

}  // namespace wiretape::provider
