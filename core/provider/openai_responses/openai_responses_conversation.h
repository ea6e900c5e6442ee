#pragma once

#include "wiretape/core/provider/conversation.h"

namespace wiretape::provider {

/// Dialect::conversation. The messages are the items of `input`; a text in their place is what the user says. The model
/// said what has the role "assistant", is a call of a tool, or reasoning: all of it in a row is one answer. Of items
/// without a role the type is the role. The system prompt is `instructions`, and what has the role "system" or
/// "developer".
extern const DialectConversation openai_responses_conversation;

}  // namespace wiretape::provider
