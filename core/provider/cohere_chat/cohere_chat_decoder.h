#pragma once

#include <memory>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// A decoder for one stream or answer of Cohere's.
///
/// Of version 2 the blocks are those of the content, whose `index` says which one goes on; the plan that goes before
/// tool calls, which is reasoning in a block `tool_plan`; and each call, in a block `tool_call`. The terminator is
/// `[DONE]`, which stands behind `message-end`. Version 1 answers in no blocks; its plan is reasoning, too, and
/// `stream-end` is its terminator. It repeats at the end what it has said: that counts where nothing was said.
///
/// An error is one in any dress, as in `openai.chat`; in a stream it is `message-end` with an `error`, whose type is
/// the finish reason then.
[[nodiscard]] std::unique_ptr<Decoder> make_cohere_chat_decoder();

}  // namespace wiretape::provider
