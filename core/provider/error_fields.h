#pragma once

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// The fields of an error's answer: those that the provider always sends, `retry-after` in whole seconds, rounded up,
/// and the error's own in the place of others of the same name. Where whole seconds are not exact `retry-after-ms`
/// stands beside them, which the official SDKs look at first.
[[nodiscard]] wire::HttpFields error_fields(wire::HttpFields usual, const ErrorReply& error);

}  // namespace wiretape::provider
