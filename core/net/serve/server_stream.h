#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "wiretape/core/net/send_now.h"
#include "wiretape/core/net/serve/incoming.h"
#include "wiretape/core/net/tls_stream.h"

namespace wiretape::net {

using ErrorCode = boost::system::error_code;

// Sockets and timers of the server side are bound to io_context itself: with asio's type-erased executor an operation
// costs twice the memory, which 10,000 held streams would feel.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// What a read found: `nothing` yet, so many `bytes`, or the end.
struct ReceiveResult {
  Incoming what = Incoming::nothing;
  std::size_t size = 0;
};

/// An accepted connection, plain or TLS. Nothing blocks. Handlers run on the io_context's thread; closing completes
/// pending operations with an error. One wait of a kind at a time. Whoever starts one keeps the stream alive through
/// its handler. Not thread safe.
class ServerStream {
 public:
  explicit ServerStream(Socket socket) : socket_(std::move(socket)) {}

  /// Makes the socket non-blocking and switches Nagle's delay off. False where the connection is gone already.
  [[nodiscard]] bool prepare();

  /// Begins TLS's handshake, or goes on with it: all that follows is TLS, unless it says that the peer speaks plain
  /// HTTP.
  [[nodiscard]] TlsStep shake_hands(ssl_ctx_st* tls);

  /// Whether bytes may be there that async_wait_readable() doesn't tell of: TLS has them.
  [[nodiscard]] bool buffers() const { return tls_ != nullptr; }

  /// Takes what has come, at most `size` bytes. An end of TLS is a FIN.
  [[nodiscard]] ReceiveResult receive(char* buffer, std::size_t size);

  /// One send(2) that neither blocks nor raises SIGPIPE; under TLS one for each record of at most 16 KiB.
  [[nodiscard]] SendResult send(std::string_view bytes);

  /// Looks for a FIN, a reset or bytes without taking them. Under TLS bytes may be a record of any kind.
  [[nodiscard]] Incoming peek();

  /// The same for bytes that are to be dropped: under TLS they are as they came, and nothing can be read from then on.
  [[nodiscard]] ReceiveResult receive_raw(char* buffer, std::size_t size);

  /// Whether the peer has sent a FIN or a RST, even behind bytes that nobody has read; else nothing.
  [[nodiscard]] Incoming end_of_peer();

  /// Sends a FIN, under TLS close_notify before it where `notifies`; receiving goes on, of encrypted bytes from then
  /// on. False where there is no room for close_notify: call again once writable.
  [[nodiscard]] bool shut_down_sending(bool notifies = true);

  /// Whether the peer's kernel has acknowledged every byte sent; true where nobody can tell any more.
  [[nodiscard]] bool is_acknowledged();

  /// Closes at once with a RST; pending operations end. What the peer has not acknowledged is lost.
  void reset();

  /// Closes at once and without close_notify; pending operations end. May be called again.
  void close();

  /// Gives the socket away, which speaks no TLS: as if it were closed here.
  [[nodiscard]] Socket release() { return std::move(socket_); }

  /// handler(ErrorCode): peek() would show something.
  template <class Handler>
  void async_wait_readable(Handler handler) {
    socket_.async_wait(Socket::wait_read, std::move(handler));
  }

  /// handler(ErrorCode): send() would take something.
  template <class Handler>
  void async_wait_writable(Handler handler) {
    socket_.async_wait(Socket::wait_write, std::move(handler));
  }

  [[nodiscard]] Executor executor() { return socket_.get_executor(); }

 private:
  Socket socket_;
  std::unique_ptr<TlsStream> tls_;  // null: plain
};

}  // namespace wiretape::net
