#pragma once

#include <string>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// Cohere's error body: `{"message":MESSAGE}`.
[[nodiscard]] std::string cohere_error_text(const ErrorReply& error);

/// The data of the `message-end` by which Cohere reports an error inside a stream.
[[nodiscard]] std::string cohere_error_event_text(const ErrorReply& error);

/// DialectWrite::render_error.
[[nodiscard]] WholeAnswer cohere_chat_render_error(const ErrorReply& error);

/// DialectWrite::stream_fields: `x-debug-trace-id`, which ends in provider::open_request_id.
[[nodiscard]] wire::HttpFields cohere_chat_stream_fields();

/// The fields of an answer or an error that comes whole.
[[nodiscard]] wire::HttpFields cohere_chat_answer_fields();

/// DialectRead::error_meaning.
[[nodiscard]] ErrorMeaning cohere_chat_error_meaning(std::string_view type, std::string_view code);

/// DialectWrite::rate_limit_fields: `x-trial-endpoint-call-limit` and `-remaining` of the requests, and `retry-after`
/// in seconds where the request is refused and will fit.
[[nodiscard]] wire::HttpFields cohere_chat_rate_limit_fields(const RateLimitState& state, WallTime now);

/// DialectWrite::rate_limit_error.
[[nodiscard]] ErrorReply cohere_chat_rate_limit_error(const QuotaRefusal& refusal);

}  // namespace wiretape::provider
