#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/wire/ending.h"

namespace wiretape::client {

/// How far a call had come: resolve, connect, tls, head, body.
using Phase = net::CallPhase;

/// Which limit on time passed: resolve, connect, tls, first_byte, idle, total.
using Deadline = net::Deadline;

/// The provider said that the answer is whole: by its terminator, or, where it is not known to send one, by a finish
/// reason and an HTTP body that is whole.
struct Completed {
  explicit Completed(std::optional<std::string> why) : reason(std::move(why)) {}

  std::optional<std::string> reason;  ///< why the first choice stopped, in the provider's word, e.g. "content_filter"
};

/// As Completed, but a choice stopped because a limit on its tokens was reached.
struct LengthLimited {
  std::string reason;  ///< the provider's word, of the first choice that has one for it
};

/// The provider reported an error: by an error status, or inside a stream that had begun with 200.
struct ProviderError {
  int status = 0;  ///< HTTP
  std::string message;
  std::string type;  ///< the provider's words; empty where it gave none
  std::string code;
  std::optional<std::chrono::milliseconds> retry_after;  ///< as the provider asked
  bool is_retryable = false;                             ///< whether the same request may well succeed later
};

/// The close frame of a WebSocket's server.
struct WebSocketClose {
  std::optional<std::uint16_t> code;  ///< none in an empty one, which other clients call 1005
  std::string reason;

  friend bool operator==(const WebSocketClose&, const WebSocketClose&) = default;
};

/// The response had begun and ended before the answer was whole. `ending` says how; `complete` means that the HTTP body
/// was whole, or the WebSocket closed by its server, and the answer in it was not whole.
struct Truncated {
  wire::Ending ending;
  bool has_finish_reason = false;  ///< the first choice's finish reason had arrived, yet nothing that proves the end
  std::optional<WebSocketClose> close{};  ///< where the server closed a WebSocket, whatever the code
};

/// A deadline passed.
struct TimedOut {
  Deadline deadline;
  Phase phase;                      ///< where the call was
  std::chrono::milliseconds limit;  ///< what the deadline was set to
};

/// cancel() was called.
struct Cancelled {
  Phase phase;
};

/// What the provider sent can't be read.
struct ProtocolError {
  enum class Unit {
    response,  ///< bytes of the HTTP response, its head and framing included
    body,      ///< bytes of its body, transfer coding removed
  };

  std::string what;          ///< one sentence
  std::uint64_t offset = 0;  ///< where: for a frame that can't be decoded, at or just before its first byte
  Unit unit = Unit::body;
};

/// No response: there was no connection, or it went away before the response began, or it failed in another way than
/// being closed.
struct TransportError {
  Phase phase;
  std::string cause;  ///< one sentence
};

/// How a stream ended: exactly one of these. There is no default: an Outcome can't be made without saying which.
using Outcome = std::variant<Completed, LengthLimited, ProviderError, Truncated, TimedOut, Cancelled, ProtocolError,
                             TransportError>;

/// The alternative's name: "completed", "length_limited", "provider_error", "truncated", "timed_out", "cancelled",
/// "protocol_error" or "transport_error".
[[nodiscard]] std::string_view name_of(const Outcome& outcome);

/// One line for people, e.g. "truncated: the connection ended inside a chunk (cut_in_data)".
[[nodiscard]] std::string describe(const Outcome& outcome);

}  // namespace wiretape::client
