#pragma once

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"
#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// The reply with everything filled in that it leaves open: id, model, usage, the finish reason, the ids of tool calls
/// and the signatures of reasoning. It has one choice, the first, and that says all in blocks: reasoning, text and tool
/// calls are moved there. Where there are no blocks explicit chunks are its text. The ids follow from the content and
/// the model.
[[nodiscard]] Reply with_anthropic_messages_defaults(const Reply& reply, const AnthropicMessagesRequest& request);

}  // namespace wiretape::provider
