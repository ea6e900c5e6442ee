#pragma once

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// DialectWrite::stream_fields: `x-request-id`, which ends in provider::open_request_id.
[[nodiscard]] wire::HttpFields openai_stream_fields();

/// The fields of an answer or an error that comes whole.
[[nodiscard]] wire::HttpFields openai_answer_fields();

}  // namespace wiretape::provider
