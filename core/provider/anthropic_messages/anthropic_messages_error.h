#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// Anthropic's error text, `{"type":"error","error":{"type":…,"message":…},"request_id":…}`: the body of an error
/// answer, and the data of an error that ends a stream. A type that is left open is Anthropic's for the status: 400
/// "invalid_request_error", 401 "authentication_error", 402 "billing_error", 403 "permission_error", 404
/// "not_found_error", 413 "request_too_large", 429 "rate_limit_error", 504 "timeout_error", 529 "overloaded_error";
/// others "invalid_request_error" below 500, else "api_error". The dialect has no place for code and param.
[[nodiscard]] std::string anthropic_error_text(const ErrorReply& error, int status, std::string_view request_id);

/// DialectWrite::render_error.
[[nodiscard]] WholeAnswer anthropic_messages_render_error(const ErrorReply& error);

/// The answer to a request for no stream where a stream would end in this error: with the status that has the type,
/// else 500.
[[nodiscard]] WholeAnswer anthropic_messages_render_event_error(ErrorReply error);

}  // namespace wiretape::provider
