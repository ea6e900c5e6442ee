#pragma once

#include <optional>

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/provider/request_view.h"

namespace wiretape::provider {

/// DialectWrite::request_error: Anthropic's 400 for a request without its version, for what is no JSON, for a model,
/// messages or max_tokens that are missing, for a message with another role or without content, and for a tool_result
/// without its tool_use or a tool_use without its tool_result.
[[nodiscard]] std::optional<ErrorReply> anthropic_messages_request_error(const RequestView& request);

}  // namespace wiretape::provider
