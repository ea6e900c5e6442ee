#pragma once

#include "wiretape/core/provider/conversation.h"

namespace wiretape::provider {

/// Dialect::conversation of `openai.chat`. The system prompt is what messages of the roles `system` and `developer`
/// say.
extern const DialectConversation openai_chat_conversation;

}  // namespace wiretape::provider
