#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/provider/shared/derived_id.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

/// The `request-id` of every streamed answer, whose fields can't depend on what it says.
inline constexpr std::string_view anthropic_stream_request_id = "req_011CWiretapeStream000000";

/// The `request-id` of an answer that comes whole: always the same for the same content.
[[nodiscard]] std::string anthropic_request_id(const ContentHash& content);

/// DialectWrite::stream_fields.
[[nodiscard]] wire::HttpFields anthropic_stream_fields();

/// The fields of an answer or an error that comes whole.
[[nodiscard]] wire::HttpFields anthropic_answer_fields(std::string_view request_id);

}  // namespace wiretape::provider
