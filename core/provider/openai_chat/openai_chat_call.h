#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectCall::request: below a base URL that holds the version, with the key as a bearer token.
[[nodiscard]] ProviderRequest openai_chat_call(const CallBase& base, const ChatRequest& request);

}  // namespace wiretape::provider
