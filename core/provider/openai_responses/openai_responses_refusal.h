#pragma once

#include <optional>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectWrite::request_error: a body that is no JSON object, no `model`, nothing to answer (`input`,
/// `previous_response_id`, `prompt` or `conversation`), or, where the conversation is all in the input, calls without
/// results or results without calls.
[[nodiscard]] std::optional<ErrorReply> openai_responses_request_error(const RequestView& request);

}  // namespace wiretape::provider
