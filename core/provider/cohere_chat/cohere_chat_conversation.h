#pragma once

#include "wiretape/core/provider/conversation.h"

namespace wiretape::provider {

/// Dialect::conversation of `cohere.chat`. What a tool gave back is a text, or a list of texts and documents: of a
/// document its `data`.
extern const DialectConversation cohere_chat_conversation;

}  // namespace wiretape::provider
