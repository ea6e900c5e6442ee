#pragma once

#include <memory>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// A decoder for one stream or answer of either of Ollama's endpoints.
///
/// A line gives its deltas in the order metadata, reasoning, text, tool calls, unknown content, finish, usage, error or
/// terminator; or, where it can't be read, one UndecodableDelta and nothing else. The terminator is the line with
/// `done: true`; its counts and durations are the usage. An error is one in any dress, as in `openai.chat`, and no
/// terminator stands beside it. Each tool call is one: their indexes are not needed.
[[nodiscard]] std::unique_ptr<Decoder> make_ollama_decoder();

}  // namespace wiretape::provider
