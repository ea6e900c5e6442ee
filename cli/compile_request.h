#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::cli {

/// Why a text is no request.
struct RequestFileError {
  std::string what;
};

/// Reads a whole HTTP/1.x request, or a body alone: that is sent as compile::sample_request would send its own.
[[nodiscard]] std::variant<wire::HttpRequest, RequestFileError> read_request(std::string_view text,
                                                                             const tape::Exchange& exchange);

}  // namespace wiretape::cli
