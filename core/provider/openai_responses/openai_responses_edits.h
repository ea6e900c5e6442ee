#pragma once

#include "wiretape/core/provider/stream_edits.h"

namespace wiretape::provider {

/// Dialect::edits. A finish reason is what the last event says: "completed" makes it a `response.completed`, another
/// word the reason of a `response.incomplete`; null, or none, leaves it without a status. The event's name stays. Of a
/// tool call the pieces are shown; where they change, so do the events that repeat them whole.
extern const StreamEdits openai_responses_edits;

}  // namespace wiretape::provider
