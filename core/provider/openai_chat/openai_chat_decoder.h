#pragma once

#include <memory>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// A decoder for one `openai.chat` stream or answer, of OpenAI or of any host that speaks like it.
///
/// A frame gives either its deltas, in the order metadata, choices (each: reasoning, text and refusal, tool calls,
/// unknown content, finish), usage, error; or, where it can't be read, one UndecodableDelta and nothing else. Invalid
/// UTF-8 can't be read: text that was damaged on the way is not handed on as if it were whole.
///
/// An error is one in any dress: an `error` member that is not empty, an event of that name, or members that say
/// failure (shared/errors/failure.h). Where a `message` stands beside a `delta`, the one counts that says what is new.
///
/// Tool calls are told apart by `index`, else by `id`; a piece with neither goes on with the call that is open. A name
/// that comes in pieces joins, and one that is repeated counts once. A piece that names a function begins a new call if
/// the call that it would belong to has its name already and the `id` is another one, or is missing where arguments
/// have come (for the same name: whole ones) or the name was in the same chunk: that is how hosts send several calls
/// under one index. A piece without a name never begins one under an index that is known: some hosts change the `id`
/// from piece to piece. In a whole answer each call is one.
[[nodiscard]] std::unique_ptr<Decoder> make_openai_chat_decoder();

}  // namespace wiretape::provider
