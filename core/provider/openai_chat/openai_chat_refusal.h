#pragma once

#include <optional>

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/provider/request_view.h"

namespace wiretape::provider {

/// DialectWrite::request_error: OpenAI's 400 for what is no JSON, for a model or messages that are missing, and for a
/// tool's result without its call or a call without its result.
[[nodiscard]] std::optional<ErrorReply> openai_chat_request_error(const RequestView& request);

}  // namespace wiretape::provider
