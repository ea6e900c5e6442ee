#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

// How `cohere.chat` says a reply, in version 2. Members stand in the order in which Cohere sends them. Bytes that are
// not UTF-8 are sent as U+FFFD, each delta looked at alone. Encrypted reasoning and signatures have no place.

/// DialectWrite::render. Reasoning before tool calls is their plan, where the reply has no blocks of its own; else it
/// is thinking. Each block of content begins, says its text and what it cites, and ends; so does each call. Then
/// `message-end` with the usage, and `[DONE]`. With `reply.error_event` the error stands in their place.
[[nodiscard]] Events cohere_chat_render(const Reply& reply, const RequestView& request);

/// DialectWrite::render_whole.
[[nodiscard]] WholeAnswer cohere_chat_render_whole(const Reply& reply, const RequestView& request);

}  // namespace wiretape::provider
