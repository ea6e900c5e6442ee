#pragma once

#include "wiretape/core/provider/stream_edits.h"

namespace wiretape::provider {

/// Of `openai.chat`: errors are a bare `data: {"error":…}`; an overloaded OpenAI says "server_error" with a 503; usage
/// is taken out of chunks, of their choices and of `x_groq`, and the chunk that has nothing but usage goes; tool calls
/// are those of `tool_calls` and the older `function_call`.
extern const StreamEdits openai_chat_edits;

}  // namespace wiretape::provider
