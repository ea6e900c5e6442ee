#pragma once

#include <memory>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// A decoder for one `openai.responses` stream. `response.completed`, `response.incomplete` and `response.cancelled`
/// are the terminators; what comes after them, such as a `[DONE]`, says nothing. The finish reason is the one in
/// `incomplete_details`, else the status. Texts and arguments count once, though events say them in pieces and whole.
/// Summaries of reasoning are reasoning; encrypted reasoning is its signature. Items that a client can't know come as
/// unknown content once they are done, and so do events of unknown types that say something. `error` and
/// `response.failed` are one error: that which says more; where neither says anything, it is reported at the end.
[[nodiscard]] std::unique_ptr<Decoder> make_openai_responses_decoder();

}  // namespace wiretape::provider
