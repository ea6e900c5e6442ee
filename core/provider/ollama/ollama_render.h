#pragma once

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/ollama/ollama_endpoint.h"

namespace wiretape::provider {

// How Ollama says a reply. Members stand in the order in which it sends them, and all lines of an answer have the same
// `created_at`. Bytes that are not UTF-8 are sent as U+FFFD, each line looked at alone.

/// DialectWrite::render. Thinking, then text, a line for each piece; then each tool call whole in a line of its own,
/// its arguments an object, or a string where they are none; then the line that is done. `ollama.generate` has no place
/// for tool calls. With `reply.error_event` the error stands in place of the last line.
[[nodiscard]] Events ollama_render(const Reply& reply, const RequestView& request, OllamaEndpoint endpoint);

/// DialectWrite::render_whole: the last line with all that is said in it.
[[nodiscard]] WholeAnswer ollama_render_whole(const Reply& reply, const RequestView& request, OllamaEndpoint endpoint);

}  // namespace wiretape::provider
