#pragma once

#include "wiretape/core/provider/conversation.h"

namespace wiretape::provider {

/// Dialect::conversation of `ollama.chat`. Results of tools name the tool (`tool_name`), and in newer versions the call
/// (`tool_call_id`).
extern const DialectConversation ollama_chat_conversation;

/// Of `ollama.generate`: the prompt is its only message.
extern const DialectConversation ollama_generate_conversation;

}  // namespace wiretape::provider
