#pragma once

#include "wiretape/core/provider/conversation.h"

namespace wiretape::provider {

/// Dialect::conversation of `gemini`. What a tool gave back is the `functionResponse` of a part: its `result`, `output`
/// or `error` where that is a text, else the JSON of its `response`. Members are known in both spellings that Google
/// takes: `systemInstruction` and `system_instruction`.
extern const DialectConversation gemini_conversation;

}  // namespace wiretape::provider
