#pragma once

#include <string>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// OpenAI's error text, `{"error":{"message":…,"type":…,"param":…,"code":…}}`: the body of an error answer, and the
/// data of an error that ends a stream. What is left open is what OpenAI sends with `status`: for 401 the code
/// "invalid_api_key", for 404 "model_not_found", for 429 the type "requests" and the code "rate_limit_exceeded", for
/// 5xx the type "server_error"; otherwise the type "invalid_request_error" and no code. A code is filled in only where
/// the type is left open too.
[[nodiscard]] std::string openai_error_text(const ErrorReply& error, int status);

/// DialectWrite::render_error.
[[nodiscard]] WholeAnswer openai_render_error(const ErrorReply& error);

}  // namespace wiretape::provider
