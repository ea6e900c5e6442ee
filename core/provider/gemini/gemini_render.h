#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

// How `gemini` says a reply. Members stand in the order in which Google sends them. Bytes that are not UTF-8 are sent
// as U+FFFD, each delta looked at alone. Encrypted reasoning has no place.

/// DialectWrite::render. Each piece is a chunk, with lines that end in CRLF as Google's do; candidates take turns. The
/// usage grows from chunk to chunk where it is counted; else it is in the last. With `reply.error_event` the error
/// stands in place of the finish reasons. A refusal is a prompt that is blocked: one chunk without candidates.
[[nodiscard]] Events gemini_render(const Reply& reply, const RequestView& request);

/// DialectWrite::render_whole. To a request for a stream that is no stream of events: the array of its chunks.
[[nodiscard]] WholeAnswer gemini_render_whole(const Reply& reply, const RequestView& request);

}  // namespace wiretape::provider
