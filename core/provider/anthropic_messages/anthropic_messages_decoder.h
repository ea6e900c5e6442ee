#pragma once

#include <memory>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// A decoder for one `anthropic.messages` stream or answer, of Anthropic or of any host that speaks like it.
///
/// A frame gives either its deltas, or, where it can't be read, one UndecodableDelta and nothing else. Events of
/// unknown types say nothing, and need hold no JSON where their name says what they are, but for those that say failure
/// (shared/errors/failure.h); neither does `ping`, nor the `[DONE]` that some gateway sends. Blocks and deltas of
/// unknown types are unknown content where they hold a text. Tools that the provider runs itself are blocks without a
/// tool call.
///
/// Usage is reported by `message_start` and again by `message_delta`, where it holds the counts of both: a later count
/// replaces an earlier one unless it is null. A tool call whose input never came in pieces has the input that its block
/// began with, as soon as none can come any more: at the block's end, or where that was left out, when another block
/// takes its index, or at the message's end.
///
/// A block whose beginning was left out is made up for where its deltas say what it is, but not for a tool call, which
/// would have no name. Blocks may be open side by side: a delta belongs to the block that was begun last under its
/// index. The reason in a `message_start` is none, for the answer is yet to come.
[[nodiscard]] std::unique_ptr<Decoder> make_anthropic_messages_decoder();

}  // namespace wiretape::provider
