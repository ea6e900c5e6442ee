#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/net/serve/server_stream.h"
#include "wiretape/core/net/serve/tls_server_hello.h"
#include "wiretape/core/program/play/player.h"
#include "wiretape/core/wire/http/http_request_reader.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/serve/listener_faults.h"

namespace wiretape::mockserver {

/// What a server's connections share, on all its threads. Outlives them.
struct ConnectionContext {
  Responder& responder;
  journal::Journal& journal;
  wire::HttpLimits limits;
  net::TlsServerContext tls;  ///< null: plain
  std::chrono::milliseconds
      request_timeout;  ///< for TLS's handshake, and for each request from its first byte; 0: none
  bool cors;            ///< answers can be read by web pages of other origins
  std::function<void(std::uint64_t)> on_closed;  ///< called once with the connection's number when it has ended
  std::atomic<bool> is_draining = false;         ///< no further request is read once the current one is answered
};

/// One client's connection: reads a request, plays its program, reads the next. A state machine over ServerStream's
/// callbacks; it keeps itself alive while an operation is pending. Not thread safe: everything happens on the thread of
/// its executor.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  /// With a fault, that is what happens to it before its first request; null for none.
  Connection(net::Socket socket, std::uint64_t number, ConnectionContext& context,
             std::unique_ptr<const ListenerAction> fault = nullptr);

  void start();

  /// Answers 503 in place of any request and closes.
  void turn_away();

  [[nodiscard]] net::Executor executor() { return stream_.executor(); }

  /// Ends the connection unless it is playing.
  void close_if_idle();

  /// Ends it at once; what was playing is journalled as abandoned.
  void close();

 private:
  struct Playing {
    program::Player player;
    std::chrono::steady_clock::time_point started;
    wire::Ending ending;
    std::optional<std::uint64_t> journalled;      // absent for bytes that are no request
    std::optional<program::CloseAction> close{};  // how the program ends the connection; absent: not at all, or not yet
    bool may_watch = true;                        // nothing is known yet of the peer's leaving or talking on
  };
  class PlaySink;
  class PlayClock;
  static constexpr auto no_deadline = std::chrono::steady_clock::time_point::max();

  // A RST takes back what the peer's kernel has not acknowledged, so it waits for that.
  static constexpr std::chrono::seconds reset_time{1};

  void serve();
  void shake_hands();
  void on_shaken_hands(net::TlsStep step);
  void on_ready();
  void read();
  void read_some(std::size_t most);
  void on_read(const net::ErrorCode& error, std::size_t size);
  void take(std::string_view input);
  void answer(wire::HttpRequest request);
  void go_on_reading();
  void on_late_request();
  void begin_play(Answer answer, std::optional<std::uint64_t> journalled);
  void advance();
  void advance_at(std::chrono::steady_clock::time_point time);
  void wait_for(program::PlayState state);
  void watch_peer();
  void on_peer_news();
  void on_played();
  void close_in_order();
  void record_end(wire::Ending ending);
  void limit_time(std::chrono::milliseconds limit, void (Connection::*on_late)());
  void lift_time_limit();
  void close_as(const program::FinAction& fin);
  void close_as(const program::HalfCloseAction& half_close);
  void close_as(const program::ResetAction& reset);
  void close_as(const program::HangAction& hang);
  void send_off(bool notifies, void (Connection::*then)());
  void hold();
  void linger();
  void reset_by(std::chrono::steady_clock::time_point latest);
  void discard();

  // connection_faults.cpp
  void begin_fault();
  void wait_then(std::chrono::microseconds delay, void (Connection::*go_on)());
  void stay_silent();
  void read_hello(std::unique_ptr<net::TlsServerHello> hello);
  void break_off(std::string_view server_hello);
  void begin_reading();
  void read_slowly();

  net::ServerStream stream_;
  ConnectionContext& context_;
  std::uint64_t number_;
  std::unique_ptr<const ListenerAction> fault_;  // null: none
  wire::HttpRequestReader reader_;
  std::unique_ptr<char[]> buffer_;  // held only while reading
  std::size_t buffer_size_;
  std::size_t lingered_ = 0;  // bytes discarded after the FIN
  std::string unread_;        // pipelined bytes after the request that is playing
  std::optional<Playing> playing_;
  std::chrono::steady_clock::time_point deadline_ = no_deadline;  // of the phase; the timer plays, too
  bool is_turned_away_ = false;
  bool is_late_ = false;  // the request's time is over
  bool is_watching_ = false;
  bool is_held_ = false;  // all is sent, and the peer is waited for
  bool is_closed_ = false;
};

}  // namespace wiretape::mockserver
