#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/client/options.h"
#include "wiretape/client/outcome.h"
#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::client {

/// Where a WebSocket is to be opened, and how.
struct WsSessionOptions {
  std::string url;                              ///< ws:// or wss://, with path and query
  wire::HttpFields fields{};                    ///< of the request beside Host and the handshake's own: Authorization
  std::vector<std::string> subprotocols{};      ///< by preference: tokens, none twice
  std::string ca_file{};                        ///< as Options::ca_file
  Timeouts timeouts{};                          ///< `first_byte`: of the handshake; `idle`: from message to message
  std::size_t message = std::size_t{16} << 20;  ///< the longest that is taken, in bytes
  WebSocketOptions websocket{};
};

/// The WebSocket is open.
struct WsSessionOpened {
  std::optional<std::string> subprotocol;  ///< the server's choice; none where it chose none
};

/// A whole message of the server's.
struct WsSessionMessage {
  bool is_text;  ///< of UTF-8; else binary
  std::string bytes;
};

/// A response that opened no WebSocket.
struct WsRefusal {
  int status;        ///< HTTP; not 101
  std::string body;  ///< its first 64 KiB
};

/// The end, however it came: always the last event, and always there.
struct WsSessionEnd {
  net::CallEnd how;                       ///< ResponseEnded is `complete` only after a close frame, or a refusal
  std::optional<WebSocketClose> close{};  ///< the server's close frame
  std::optional<WsRefusal> refusal{};
};

using WsSessionEvent = std::variant<WsSessionOpened, WsSessionMessage, WsSessionEnd>;

/// A WebSocket on which both sides speak when they like, for realtime APIs; what is said is the caller's matter:
///
///   void Talk::pump() {
///     while (auto event = session.next()) hear(*event);          // may call session.send_text
///     if (!session.is_finished()) session.wait([this] { pump(); });
///   }
///
/// Nothing is read, and no ping answered, but while somebody waits. Not thread safe but for cancel(): to be used from
/// its executor, which is a strand or runs on one thread, and which must outlive it. Destroying a session that is open
/// closes it with 1001; a pending wait's handler is then not called.
class WsSession {
 public:
  /// Finds out whom to call, and loads certificates where TLS is needed. Calls nobody before the first wait().
  [[nodiscard]] static std::variant<WsSession, ConfigurationError> make(const boost::asio::any_io_executor& executor,
                                                                        const WsSessionOptions& options);

  WsSession(WsSession&&) noexcept;
  WsSession& operator=(WsSession&&) noexcept;
  ~WsSession();

  /// The next event from what has arrived, or nullopt. Never blocks.
  [[nodiscard]] std::optional<WsSessionEvent> next();

  /// Connects, or reads once; `ready` is called on the executor, never before wait returns, when next() is to be tried
  /// again. Only after next() returned nullopt and while is_finished() is false; one at a time.
  void wait(std::function<void()> ready);

  /// Sends a message: text (UTF-8, which is not looked at) or bytes; also while a wait is pending. What is sent before
  /// the session is open goes as soon as it is, what is sent behind a close nowhere. What the kernel does not take at
  /// once is held, however much it is.
  void send_text(std::string_view text);
  void send_binary(std::string_view bytes);

  /// Closes, once the session is open; `reason`: UTF-8, at most 123 bytes. What the server says before it closes, too,
  /// is still handed out, for at most WebSocketOptions::close. Before it is open: cancel().
  void close(std::uint16_t code = 1000, std::string_view reason = {});

  /// Ends the session in whatever phase it is; what has arrived is still handed out. From any thread, while it lives.
  void cancel();

  /// Whether the WsSessionEnd was handed out.
  [[nodiscard]] bool is_finished() const;

 private:
  struct State;
  explicit WsSession(std::unique_ptr<State> state);

  void send(bool is_text, std::string_view bytes);

  std::unique_ptr<State> state_;
};

}  // namespace wiretape::client
