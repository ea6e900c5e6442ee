#pragma once

#include <string>
#include <variant>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::client {

/// A stream of events.
struct FramedBody {
  wire::Framing framing;
};

/// One JSON answer.
struct WholeBody {};

/// A provider's error; packed in a coding that was not asked for it can't be read.
struct ErrorBody {
  bool is_packed = false;
};

/// Something else, which is no answer.
struct UnreadableBody {
  std::string what;  ///< what is wrong, for a ProtocolError
};

/// What a response's body is.
using ResponseBody = std::variant<FramedBody, WholeBody, ErrorBody, UnreadableBody>;

/// What the head says of the body: by its status, its content coding and its content type. A body without a content
/// type is a stream in the dialect's own framing.
[[nodiscard]] ResponseBody body_of(const wire::HttpResponseHead& head, const provider::Dialect& dialect);

}  // namespace wiretape::client
