#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// The parts of a start line.
struct HttpStartLine {
  std::string method;  ///< this and the target: of a request
  std::string target;
  int minor_version = 1;
  int status = 0;  ///< this and the reason: of a response
  std::string reason;
};

/// Checks a request line, given without its CRLF (RFC 9112 section 3): exactly one space between its parts, a token as
/// method, a sound target, HTTP/1.0 or 1.1. Refuses with status 400, or 505 for other well-formed versions; `offset` is
/// counted from the line's first byte. `found` is whole where nothing is refused.
[[nodiscard]] std::optional<HttpError> check_request_line(std::string_view line, HttpStartLine& found);

/// The same for a status line (RFC 9112 section 4): version, one space, three digits from 100 up; then nothing, or a
/// space and a reason phrase, which may be empty.
[[nodiscard]] std::optional<HttpError> check_status_line(std::string_view line, HttpStartLine& found);

}  // namespace wiretape::wire
