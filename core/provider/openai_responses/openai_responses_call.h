#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectCall::request: `POST …/responses`, the key as a bearer token.
[[nodiscard]] ProviderRequest openai_responses_call(const CallBase& base, const ChatRequest& request);

}  // namespace wiretape::provider
