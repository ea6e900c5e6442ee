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

/// Of a content type that says nothing: an answer if it begins as one.
struct UnlabelledBody {
  std::string what;  ///< what is wrong where it doesn't, for a ProtocolError
};

/// Something else, which is no answer.
struct UnreadableBody {
  std::string what;  ///< what is wrong, for a ProtocolError
};

/// What a response's body is.
using ResponseBody = std::variant<FramedBody, WholeBody, ErrorBody, UnlabelledBody, UnreadableBody>;

/// What the head says of the body: by its status, its content coding and its content type, of which each may stand
/// several times. A body without a content type is a stream in the dialect's own framing. What an answer's label says
/// may be wrong: its first bytes tell (see wire::LayoutSniffer). A content coding that nobody knows is none; gzip is
/// looked for in the body (see is_gzip).
[[nodiscard]] ResponseBody body_of(const wire::HttpResponseHead& head, const provider::Dialect& dialect);

/// Whether the body is packed by gzip and nothing else, as far as the head knows. Some say it twice of what is packed
/// once.
[[nodiscard]] bool is_gzip(const wire::HttpResponseHead& head);

}  // namespace wiretape::client
