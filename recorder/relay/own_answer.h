#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::relay {

/// What the application is told where no upstream answers.
struct RelayError {
  int status = 502;
  std::string_view type;  ///< "wiretape_upstream_unreachable"; outlives all
  std::string message;    ///< what happened, where, and what to do
};

/// A whole response with the error in the shape that the SDK shows which sends such requests, marked as wiretape's own
/// by its type and by the field `x-wiretape-error`. `request` is nullptr where none was read. `closes`: the connection
/// ends after it.
[[nodiscard]] std::string own_answer(const RelayError& error, const wire::HttpRequestHead* request, bool closes);

}  // namespace wiretape::recorder::relay
