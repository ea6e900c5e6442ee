#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "wiretape/core/wire/http/http_field.h"
#include "wiretape/recorder/capture/capture_event.h"

namespace wiretape::recorder::log {

/// Whose body it is.
enum class Direction : std::uint8_t { request, response };

/// Takes secrets out of one exchange before anything of it is written. Asked by one thread at a time.
struct ExchangeRedaction {
  /// Changes the fields of a response's head, of an informational one, or its trailers.
  std::function<void(wire::HttpFields&)> response_fields;

  /// Is given a body's bytes as they come, and gives on what may be written: what may still turn out to be part of a
  /// secret it holds back until more comes. With the last bytes, which may be none, `is_last` is true: then nothing is
  /// held back any more. Over a whole body as many bytes are given on as were given, so that arrivals stay true.
  std::function<std::string(Direction direction, std::string bytes, bool is_last)> body;
};

/// Makes that of an exchange, and takes what is secret out of the head of its request. May learn from the head what to
/// look for. Called by one thread at a time.
using Redaction = std::function<ExchangeRedaction(capture::RequestBegan& request)>;

/// Hides the values of request fields that are not known to be harmless, of parameters and response fields whose names
/// say that they are secrets, and user information in the upstream's URL. Bodies stay as they are.
[[nodiscard]] Redaction heads_redacted();

}  // namespace wiretape::recorder::log
