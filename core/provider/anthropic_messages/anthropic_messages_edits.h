#pragma once

#include "wiretape/core/provider/stream_edits.h"

namespace wiretape::provider {

/// Of `anthropic.messages`: errors are an `event: error`; an overloaded Anthropic says "overloaded_error", with 529
/// where it is a status; the finish reason is the `stop_reason`; usage is taken out of `message_start` and
/// `message_delta`; tool calls are the blocks of type `tool_use`, and their index is that of the block.
extern const StreamEdits anthropic_messages_edits;

}  // namespace wiretape::provider
