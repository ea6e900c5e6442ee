#pragma once

#include <string>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// Ollama's error text, `{"error":MESSAGE}`: the body of an error answer, and the line of an error that ends a stream.
[[nodiscard]] std::string ollama_error_text(const ErrorReply& error);

/// DialectWrite::render_error.
[[nodiscard]] WholeAnswer ollama_render_error(const ErrorReply& error);

/// The fields of an answer or an error that comes whole.
[[nodiscard]] wire::HttpFields ollama_answer_fields();

/// DialectRead::error_meaning. Its errors are a sentence each, of which nothing more is known.
[[nodiscard]] ErrorMeaning ollama_error_meaning(std::string_view type, std::string_view code);

/// DialectWrite::rate_limit_fields: Ollama tells of no quotas; `retry-after` where the request is refused and will fit.
[[nodiscard]] wire::HttpFields ollama_rate_limit_fields(const RateLimitState& state, WallTime now);

/// DialectWrite::rate_limit_error.
[[nodiscard]] ErrorReply ollama_rate_limit_error(const QuotaRefusal& refusal);

/// DialectWrite::request_error: Ollama's 400 for a body that is missing or no JSON, and for a model that is missing.
[[nodiscard]] std::optional<ErrorReply> ollama_request_error(const RequestView& request);

}  // namespace wiretape::provider
