#pragma once

#include <string_view>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// The `request-id` of every answer as it is rendered, and the `request_id` of an error: what follows the prefix is
/// provider::open_request_id.
inline constexpr std::string_view anthropic_request_id = "req_011CWiretapeRequestId000";

/// DialectWrite::stream_fields.
[[nodiscard]] wire::HttpFields anthropic_stream_fields();

/// The fields of an answer or an error that comes whole.
[[nodiscard]] wire::HttpFields anthropic_answer_fields();

}  // namespace wiretape::provider
