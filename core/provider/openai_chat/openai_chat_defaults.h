#pragma once

#include "wiretape/core/provider/openai_chat/openai_chat_request.h"
#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// The reply with everything filled in that it leaves open: id, model, created, usage, and each choice's finish reason
/// and tool-call ids; the first choice's text is what explicit chunks say. The ids follow from the content and the
/// model.
[[nodiscard]] Reply with_openai_chat_defaults(const Reply& reply, const OpenaiChatRequest& request);

}  // namespace wiretape::provider
