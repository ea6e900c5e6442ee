#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::net {

/// How far an HTTP call has come.
enum class CallPhase {
  resolve,  ///< looking the host's name up
  connect,  ///< TCP
  tls,      ///< TLS handshake
  head,     ///< sending the request, awaiting the response's head
  body,     ///< reading the response's body
};

/// "resolve", "connect", "tls", "head" or "body".
[[nodiscard]] std::string_view to_string(CallPhase phase);

/// The limits on a call's time, each named by what it limits.
enum class Deadline { resolve, connect, tls, first_byte, idle, total };

/// "resolve", "connect", "tls", "first_byte", "idle" or "total".
[[nodiscard]] std::string_view to_string(Deadline deadline);

/// The response ended as `ending` says.
struct ResponseEnded {
  wire::Ending ending;
  bool has_begun = true;  ///< false: the connection ended before any byte of a response
};

/// A deadline passed.
struct DeadlinePassed {
  Deadline deadline;
  CallPhase phase;                  ///< where the call was
  std::chrono::milliseconds limit;  ///< what the deadline was set to
};

/// The caller cancelled.
struct CallCancelled {
  CallPhase phase;
};

/// No connection, or one that failed otherwise than by FIN or RST.
struct TransportFailure {
  CallPhase phase;
  std::string cause;  ///< one sentence that names the host or address, e.g. "127.0.0.1:9: Connection refused"
};

/// How an HTTP call ended: exactly one of these. HttpError: the response can't be read as HTTP.
using CallEnd = std::variant<ResponseEnded, DeadlinePassed, CallCancelled, TransportFailure, wire::HttpError>;

}  // namespace wiretape::net
