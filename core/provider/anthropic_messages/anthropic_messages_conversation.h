#pragma once

#include "wiretape/core/provider/conversation.h"

namespace wiretape::provider {

/// Dialect::conversation of `anthropic.messages`. Results of tools are parts of a user's message.
extern const DialectConversation anthropic_messages_conversation;

}  // namespace wiretape::provider
