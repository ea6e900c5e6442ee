#pragma once

#include <string>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// Appends the status line, the fields exactly as listed, and the blank line. An empty reason takes the standard phrase
/// for the status, or none where there is none. Adds no field and checks nothing: a mock server must be able to write
/// what is wrong.
void append_response_head(std::string& out, const HttpResponseHead& head);

/// Appends the request line, the fields exactly as listed, and the blank line, into room that is made once for all.
/// Adds no field.
void append_request_head(std::string& out, const HttpRequestHead& head);

/// The standard reason phrase for a status (RFC 9110 section 15 and the RFCs that add to it), or "".
[[nodiscard]] std::string_view standard_reason(int status);

}  // namespace wiretape::wire
