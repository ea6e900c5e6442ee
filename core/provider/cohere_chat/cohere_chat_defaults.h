#pragma once

#include "wiretape/core/provider/cohere_chat/cohere_chat_request.h"
#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// The reply with everything filled in that it leaves open: id, usage, finish reason and the ids of calls. Its one
/// choice has all that it says as blocks. The ids follow from the content and the request's model.
[[nodiscard]] Reply with_cohere_chat_defaults(const Reply& reply, const CohereChatRequest& request);

/// Whether what the reply thinks is a plan: it goes before tool calls, and the reply has no blocks of its own.
[[nodiscard]] bool has_tool_plan(const Reply& reply);

}  // namespace wiretape::provider
