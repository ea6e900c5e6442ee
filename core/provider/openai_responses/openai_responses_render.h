#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

// How `openai.responses` says a reply. Bytes that are not UTF-8 are sent as U+FFFD, each delta looked at alone:
// explicit chunks that cut a character send it damaged.

/// DialectWrite::render. Each block is an item of its own: reasoning with its text as a summary, and its signature as
/// `encrypted_content`; a message for a text or the refusal; a `function_call`. Then comes the response as a whole, in
/// `response.completed`, or in `response.incomplete` where the finish reason is another than "completed". `chunks` cuts
/// texts and arguments; explicit chunks are the text, and all else is cut into tokens. With `reply.error_event` an
/// `error` and a `response.failed` stand in its place. No event is padded.
[[nodiscard]] Events openai_responses_render(const Reply& reply, const RequestView& request);

/// DialectWrite::render_whole: the response.
[[nodiscard]] WholeAnswer openai_responses_render_whole(const Reply& reply, const RequestView& request);

}  // namespace wiretape::provider
