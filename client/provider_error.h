#pragma once

#include "wiretape/client/outcome.h"
#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::client {

/// What a provider's error comes to by its own words alone.
[[nodiscard]] ProviderError provider_error(const provider::Dialect& dialect, const provider::ErrorDelta& error);

/// Adds what the response says that it came with: status, when to try again, whether that may help, and a message where
/// the provider gave none. A redirect's message says where to.
void add_response(ProviderError& error, const provider::Dialect& dialect, const wire::HttpResponseHead& head);

}  // namespace wiretape::client
