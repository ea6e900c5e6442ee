#pragma once

#include "wiretape/client/outcome.h"
#include "wiretape/core/provider/delta.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::client {

/// What a provider's error comes to: its own words, and what the response's status and fields add to them. A redirect's
/// message says where to.
[[nodiscard]] ProviderError provider_error(const wire::HttpResponseHead& head, const provider::ErrorDelta& error);

}  // namespace wiretape::client
