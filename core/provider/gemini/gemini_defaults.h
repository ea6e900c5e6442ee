#pragma once

#include "wiretape/core/provider/gemini/gemini_request.h"
#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// The reply with everything filled in that it leaves open: id, model, finish reasons, usage, the ids of calls, and a
/// signature for reasoning that goes right before a call. Each choice has all that it says as blocks, but for a
/// refusal: where the first has one, the reply is that alone. The ids follow from the content and the request's model.
[[nodiscard]] Reply with_gemini_defaults(const Reply& reply, const GeminiRequest& request);

/// Whether the reply says that the prompt is blocked.
[[nodiscard]] bool is_gemini_block(const Reply& filled);

}  // namespace wiretape::provider
