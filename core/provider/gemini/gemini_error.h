#pragma once

#include <string>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// The data of an event by which Gemini reports an error inside a stream: `{"error": {code, message, status}}`. What is
/// left open follows from the other: the status that a type is for, and the word for a status.
[[nodiscard]] std::string gemini_error_text(const ErrorReply& error);

/// DialectWrite::render_error. When to try again stands in `details`, too, as google.rpc.RetryInfo: Google says it
/// there only.
[[nodiscard]] WholeAnswer gemini_render_error(const ErrorReply& error);

/// The same of an error that would have come inside a stream: its status is the one that its type is for.
[[nodiscard]] WholeAnswer gemini_render_error_event(const ErrorReply& error);

/// DialectWrite::stream_fields: none.
[[nodiscard]] wire::HttpFields gemini_stream_fields();

/// The fields of an answer or an error that comes whole.
[[nodiscard]] wire::HttpFields gemini_answer_fields();

/// DialectRead::error_meaning.
[[nodiscard]] ErrorMeaning gemini_error_meaning(std::string_view type, std::string_view code);

/// DialectWrite::rate_limit_fields: `retry-after` where the request is refused and will fit; Gemini tells of no quotas.
[[nodiscard]] wire::HttpFields gemini_rate_limit_fields(const RateLimitState& state, WallTime now);

/// DialectWrite::rate_limit_error.
[[nodiscard]] ErrorReply gemini_rate_limit_error(const QuotaRefusal& refusal);

}  // namespace wiretape::provider
