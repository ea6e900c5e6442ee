#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/client/websocket/ws_call_step.h"
#include "wiretape/client/websocket/ws_connection.h"
#include "wiretape/core/net/call/dial.h"
#include "wiretape/core/net/call/http_call.h"

namespace wiretape::client {

/// What to open, and what to say there.
struct WsCallOptions {
  net::DialTarget target;
  WsHandshake handshake;
  std::string request;  ///< the first message, text, sent as soon as it is open; empty: none
  /// `first_byte` limits two waits: for the handshake, from the connection to the response's head; and for the first
  /// message, from the sending of the request. Without a request the latter counts as `idle`.
  net::HttpCallTimeouts timeouts;
  wire::WsLimits limits;
  std::chrono::milliseconds close{1'000};  ///< how long the server may take to close, once it is to; at most a year
};

/// One WebSocket, as a Call (client/transport.h): nothing is read that was not asked for, so that pings, too, are
/// answered only while somebody waits. Whoever is through says so by finish(), or destroys it: then a close frame is
/// sent.
///
/// After finish(), a violation or the server's close frame the connection stays until the server has ended it, at most
/// WsCallOptions::close; so long its executor has work, also where the WsCall is destroyed before. After cancel() or a
/// deadline nothing is awaited. Not thread safe but for cancel(): to be used from its executor, which is a strand or
/// runs on one thread, and which must outlive it. Where it is destroyed a pending wait's handler is not called.
class WsCall {
 public:
  WsCall(const boost::asio::any_io_executor& executor, WsCallOptions options);
  WsCall(WsCall&&) noexcept = default;
  WsCall& operator=(WsCall&&) = delete;
  ~WsCall();

  /// As Call's.
  [[nodiscard]] WsCallStep next();
  void wait(std::function<void()> ready);
  void feed_idle();
  void pause_idle();
  void cancel();
  [[nodiscard]] bool has_begun() const;

  /// As Call's. Closes with 1000.
  void finish();

  /// Sends a message; also while a wait is pending. Ignored before the 101 was handed out and once either side has
  /// closed. What the kernel doesn't take at once is held.
  void send(bool is_text, std::string_view bytes);

  /// Says that nothing more will be sent. What comes up to the server's close frame is still handed out; where that
  /// takes longer than WsCallOptions::close from now, the connection ends as `abandoned`.
  void close(std::uint16_t code, std::string_view reason = {});

  /// Whether the call is over and the connection is not: the executor has something left to do.
  [[nodiscard]] bool is_closing() const;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace wiretape::client
