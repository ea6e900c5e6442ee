#pragma once

#include <cstdint>

#include "wiretape/core/program/layout/transfer.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::mockserver {

/// What a responder may know of the connection that a request came on.
struct RequestOrigin {
  std::uint64_t connection = 1;  ///< ordinal among those that the server has accepted
  bool is_tls = false;
  bool is_cors = false;  ///< pages of other origins may read the answer
};

/// What every answer to a request depends on, whoever gives it.
struct AnswerContext {
  program::ResponseContext response;
  wire::HttpFields server_fields;  ///< those of CORS
};

/// The context of any answer to the request.
[[nodiscard]] AnswerContext context_of(const wire::HttpRequestHead& head, const RequestOrigin& origin);

}  // namespace wiretape::mockserver
