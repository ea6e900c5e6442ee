#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

// How `anthropic.messages` says a reply: its first choice, since the dialect has no others. Members stand in the order
// in which Anthropic sends them. Bytes that are not UTF-8 are sent as U+FFFD, each delta looked at alone.

/// DialectWrite::render. Each block begins, says its deltas and ends; a `ping` follows the first block's beginning.
/// Then come the stop reason, with the refusal and the usage, and `message_stop`. `chunks` cuts thinking and arguments
/// as well; explicit chunks are the text of a reply that is not given in blocks, and all else is cut into tokens. With
/// `reply.error_event` the error stands in place of stop reason and `message_stop`.
[[nodiscard]] Events anthropic_messages_render(const Reply& reply, const RequestView& request);

/// DialectWrite::render_whole. Arguments that are no JSON object stand in the call as a string.
[[nodiscard]] WholeAnswer anthropic_messages_render_whole(const Reply& reply, const RequestView& request);

}  // namespace wiretape::provider
