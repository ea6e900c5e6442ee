#pragma once

#include <memory>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// A decoder for one stream or answer of Gemini's.
///
/// The blocks are `text`, `thought` and `functionCall`: parts that go on with the kind before them are one, until it
/// has a signature. There is no terminator in a stream, and `[DONE]`, which proxies add, says nothing. A prompt that
/// is blocked is an answer whose finish reason is the block's, with its message as a refusal. A whole answer ends in a
/// TerminatorDelta where each candidate has a finish reason.
///
/// An error is one in any dress, as in `openai.chat`; the type is Google's word for the status.
[[nodiscard]] std::unique_ptr<Decoder> make_gemini_decoder();

}  // namespace wiretape::provider
