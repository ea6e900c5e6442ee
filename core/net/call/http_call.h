#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/net/call/client_stream.h"
#include "wiretape/core/net/call/dial.h"
#include "wiretape/core/net/call/http_call_step.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::net {

/// How long a call may take once it is connected. Zero: no limit; at most a year.
struct HttpCallTimeouts {
  std::chrono::milliseconds first_byte{300'000};  ///< from the connection to the first byte of the response
  std::chrono::milliseconds idle{300'000};        ///< waiting for something useful, see feed_idle()
  std::chrono::milliseconds total{0};             ///< all of it, from the first wait()
};

/// What to call.
struct HttpCallOptions {
  DialTarget target;
  std::string request;  ///< head and body, as they are to be sent
  HttpCallTimeouts timeouts;
  wire::HttpLimits limits;
  bool asks_for_head = false;  ///< the request is a HEAD: its response has no body
  /// With `transfer`, what breaks the framing of a body is read on to the end of the connection, without steps.
  wire::HttpDetail detail = wire::HttpDetail::message;
  bool keeps_connection = false;  ///< after a whole response, for take_connection()
};

/// One HTTP/1.1 request and its response over a connection that it has to itself. Nothing is read that was not asked
/// for, so a caller who stops asking stops the peer by TCP's own flow control.
///
///   void Caller::pump() {
///     for (;;) {
///       const HttpCallStep step = call.next();
///       if (holds HttpCallNeedMore) return call.wait([this] { pump(); });
///       …
///     }
///   }
///
/// Not thread safe but for cancel(): to be used from its executor, which is a strand or runs on one thread, and which
/// must outlive the call. Destroying a call closes its connection; a pending wait's handler is then not called.
class HttpCall {
 public:
  /// `kept`: a connection to the target that another call has left, on the same executor; null: one is made.
  HttpCall(const boost::asio::any_io_executor& executor, HttpCallOptions options,
           std::unique_ptr<ClientStream> kept = nullptr);
  HttpCall(HttpCall&&) noexcept = default;
  HttpCall& operator=(HttpCall&&) = delete;
  ~HttpCall();

  /// The next thing from what has arrived. Never blocks, starts nothing. The last one is a CallEnd, again and again.
  /// Bytes of the body are valid until the next wait().
  [[nodiscard]] HttpCallStep next();

  /// Starts what gets the call on: the first time to connect and send, then to read once. `ready` is called on the
  /// executor, never before wait returns, when next() has something. Only after next() returned HttpCallNeedMore, and
  /// one at a time.
  void wait(std::function<void()> ready);

  /// The caller has seen something useful: the idle limit starts anew. Without it, all waiting after the first byte
  /// shares one limit, whatever arrives: only the caller can tell content from keep-alives.
  void feed_idle();

  /// The caller has what it waited for: up to the next wait() its time does not count as the peer's silence.
  void pause_idle();

  /// The caller has all that it wants: deadlines end. The connection stays until the call is destroyed.
  void finish();

  /// Ends the call in whatever phase it is; a pending wait becomes ready. From any thread, while the call lives.
  void cancel();

  /// Once the call has ended, where `keeps_connection` was asked for: its connection, if the peer takes another request
  /// on it by what it has said; else null.
  [[nodiscard]] std::unique_ptr<ClientStream> take_connection();

  /// How far it has come.
  [[nodiscard]] CallPhase phase() const;

  /// Whether any byte of a response has arrived.
  [[nodiscard]] bool has_begun() const;

  /// What was read and is not handed out yet, framing and all: each read's bytes where it is asked before the first
  /// next() after a wait(), and which of them made a step where it is asked after that. Valid until the next wait().
  [[nodiscard]] std::string_view unread() const;

  /// How the body is delimited; valid once the head was handed out.
  [[nodiscard]] wire::HttpFraming framing() const;

  /// Trailer fields of a chunked body; whole at its end.
  [[nodiscard]] const wire::HttpFields& trailers() const;

  /// When the kernel had taken all of the request; nullopt until then, and where it never did.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> sent_at() const;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace wiretape::net
