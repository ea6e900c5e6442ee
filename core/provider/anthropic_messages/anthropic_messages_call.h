#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectCall::request: below a base URL without the version, with the API's version and, where there is one, the key.
[[nodiscard]] ProviderRequest anthropic_messages_call(const CallBase& base, const ChatRequest& request);

/// Dialect::speaks_fields: who names the API's version speaks it.
[[nodiscard]] bool anthropic_speaks_fields(const wire::HttpFieldLines& fields);

}  // namespace wiretape::provider
