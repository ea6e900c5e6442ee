#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

// How `openai.chat` says a reply. Members stand in the order in which OpenAI sends them. Bytes that are not UTF-8 are
// sent as U+FFFD, each delta looked at alone: explicit chunks that cut a character send it damaged.

/// DialectWrite::render. Each choice says its role, then reasoning, text, refusal and tool calls delta by delta, then
/// its finish reason; several choices take turns. Then comes the usage, where `stream_options.include_usage` asks for
/// it, and
/// `[DONE]`. `chunks` cuts reasoning and arguments as well; explicit chunks are the first choice's text, and all else
/// is cut into tokens. With `reply.error_event` the error stands in place of finish reasons, usage and `[DONE]`.
[[nodiscard]] Events openai_chat_render(const Reply& reply, const RequestView& request);

/// DialectWrite::render_whole: the `chat.completion` object, always with its usage.
[[nodiscard]] WholeAnswer openai_chat_render_whole(const Reply& reply, const RequestView& request);

}  // namespace wiretape::provider
