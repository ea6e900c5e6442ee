#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/wire/http/http_message.h"

struct ssl_ctx_st;

namespace wiretape::net {

using Time = std::chrono::steady_clock::time_point;

/// What a handler has its connection do for an answer.
namespace act {

/// Send this. The bytes stay where they are until the handler is asked for its next act. Where there is no room for any
/// of it until then, ask again.
struct Send {
  std::string_view bytes;
  Time until = Time::max();
};
/// Ask again at this time, or when whoever owns the connection wakes it before that.
struct Wait {
  Time until;
};
/// The answer is done: take the next request.
struct TakeNext {};
/// Shut down the sending side, read on for a while until the peer is done, close.
struct Fin {
  bool notifies = true;  ///< under TLS: close_notify goes before it
};
/// Shut down the sending side, and read on for as long as the peer sends.
struct HalfClose {};
/// Send nothing more, and keep the connection until the peer leaves.
struct Hang {};
/// Close with RST.
struct Reset {
  bool drains = true;  ///< first wait until the peer has acknowledged all that was sent, at most a second
};
/// Shake hands as a TLS server, then take the next request, inside of TLS: on_end says `as_meant` once that is so, and
/// `abandoned` where it does not come about. `context` lives at least until then. A peer that has sent bytes before it
/// was answered is closed.
struct StartTls {
  ssl_ctx_st* context;
  Time until;  ///< a peer that has not shaken hands by then is closed
};
/// Pass bytes on between this connection and another until both have ended, with what the peer has sent since its
/// request. `socket` is the descriptor of a connected TCP connection, which is this one's to close from then on.
struct JoinWith {
  int socket;
};
/// Of a ListeningHandler: read what the peer says, and ask again when it has said something, at this time, or when
/// whoever owns the connection wakes it. A peer that sends a FIN has left. What it says is no request any more.
struct Listen {
  Time until;
};

}  // namespace act

using Act = std::variant<act::Send, act::Wait, act::TakeNext, act::Fin, act::HalfClose, act::Hang, act::Reset,
                         act::StartTls, act::JoinWith, act::Listen>;

/// Why there is something to answer without a request.
struct TooManyConnections {};
struct PlainHttp {};    ///< the peer speaks no TLS on a port that does
struct LateRequest {};  ///< the request's time was over before it was whole
using Refusal = std::variant<TooManyConnections, PlainHttp, LateRequest, wire::HttpError>;

/// How an answer ended.
enum class AnswerEnd {
  as_meant,   ///< as the handler had it; where it keeps the connection, once the peer has left
  reset,      ///< by the peer's RST
  abandoned,  ///< the peer has left, or the server closes
};

/// What answers a connection's requests, one at a time: on_request or on_refusal begins an answer, then `next` is asked
/// for one act after the other until on_end. Between two calls of on_written `next` may be asked again and says the
/// same. `now` never goes back. A handler has no I/O; it may know of what is shared by all connections, such as a
/// journal.
template <class T>
concept Handler = std::movable<T> && requires(T handler, wire::HttpRequest request, const wire::HttpRequestHead* head,
                                              const Refusal& refusal, std::size_t size, AnswerEnd end, Time now) {
  /// A whole request. `size` bytes of a 100 Continue were sent for it.
  { handler.on_request(std::move(request), size, now) } -> std::same_as<void>;
  /// Bytes that are no request, or none in time; after that answer there are no others. `head` is that of the request,
  /// nullptr where it could not be read so far.
  { handler.on_refusal(refusal, head, now) } -> std::same_as<void>;
  { handler.next(now) } -> std::same_as<Act>;
  /// So many of the bytes that `next` gave were taken by the kernel; above 0.
  { handler.on_written(size, now) } -> std::same_as<void>;
  { handler.on_end(end, now) } -> std::same_as<void>;
};

/// One whose answers may listen to the peer.
template <class T>
concept ListeningHandler = Handler<T> && requires(T handler, std::string_view bytes, Time now) {
  /// What the peer has sent since its request; not none. Valid during the call.
  { handler.on_heard(bytes, now) } -> std::same_as<void>;
};

}  // namespace wiretape::net
