#pragma once

#include "wiretape/core/provider/ollama/ollama_request.h"
#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// The reply with everything filled in that it leaves open: model, created, usage, the finish reason `stop`, which
/// Ollama gives for tool calls, too, and the ids of those; its one choice has no blocks, and its text is what explicit
/// chunks say. Durations follow from the counts.
[[nodiscard]] Reply with_ollama_defaults(const Reply& reply, const OllamaRequest& request);

/// `created_at`: the reply's time as RFC 3339 writes it, in UTC.
[[nodiscard]] std::string ollama_created_at(std::int64_t created);

}  // namespace wiretape::provider
