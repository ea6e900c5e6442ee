#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include "wiretape/core/net/send_now.h"
#include "wiretape/core/net/serve/incoming.h"
#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/core/net/tls_stream.h"

namespace wiretape::net {

using ErrorCode = boost::system::error_code;

// Sockets and timers of the server side are bound to io_context itself: with asio's type-erased executor an operation
// costs twice the memory, which 10,000 held streams would feel.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// An accepted connection, plain or TLS, and its one timer. Handlers run on the io_context's thread; closing completes
/// pending operations with an error. One read at a time. Whoever starts an operation keeps the stream alive through its
/// handler. Not thread safe.
class ServerStream {
 public:
  explicit ServerStream(Socket socket) : socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  /// Makes the socket non-blocking and switches Nagle's delay off; with a context, all that follows is TLS, beginning
  /// with async_shake_hands(). False where the connection is gone already.
  [[nodiscard]] bool prepare(const TlsServerContext& tls = nullptr);

  /// One send(2) that neither blocks nor raises SIGPIPE; under TLS one for each record of at most 16 KiB.
  [[nodiscard]] SendResult send(std::string_view bytes);

  /// Looks for a FIN, a reset or bytes without taking them. Under TLS bytes may be a record of any kind.
  [[nodiscard]] Incoming peek();

  /// Takes some of what has come and drops it, under TLS as it is: nothing can be read from then on. What was there.
  [[nodiscard]] Incoming discard();

  /// Whether the peer has sent a FIN or a RST, even behind bytes that nobody has read.
  [[nodiscard]] bool has_peer_left();

  /// Sends a FIN, under TLS close_notify before it where `notifies`; receiving goes on, of encrypted bytes from then
  /// on. False where there is no room for close_notify: call again once writable.
  [[nodiscard]] bool shut_down_sending(bool notifies = true);

  /// Goes on without TLS: for a peer that has never begun it.
  void drop_tls() { tls_.reset(); }

  /// Whether the peer's kernel has acknowledged every byte sent; true where nobody can tell any more.
  [[nodiscard]] bool is_acknowledged();

  /// Closes at once with a RST; pending operations and the timer end. What the peer has not acknowledged is lost.
  void reset();

  /// Closes at once and without close_notify; pending operations and the timer end. May be called again.
  void close();

  /// handler(TlsStep): the handshake is `done`, or what it failed in.
  template <class Handler>
  void async_shake_hands(Handler handler) {
    const auto step = tls_ ? tls_->shake_hands() : TlsStep::ended;
    if (step != TlsStep::wants_read && step != TlsStep::wants_write) return handler(step);
    socket_.async_wait(step == TlsStep::wants_read ? Socket::wait_read : Socket::wait_write,
                       [this, handler = std::move(handler)](const ErrorCode& error) mutable {
                         if (error) return handler(TlsStep::ended);
                         async_shake_hands(std::move(handler));
                       });
  }

  /// handler(ErrorCode, std::size_t): some bytes were read into `buffer`.
  template <class Handler>
  void async_read(boost::asio::mutable_buffer buffer, Handler handler) {
    if (!tls_) return socket_.async_read_some(buffer, std::move(handler));
    const auto [step, size] = tls_->read(static_cast<char*>(buffer.data()), buffer.size());
    if (step == TlsStep::wants_read) {
      socket_.async_wait(Socket::wait_read,
                         [this, buffer, handler = std::move(handler)](const ErrorCode& error) mutable {
                           if (error) return handler(error, 0);
                           async_read(buffer, std::move(handler));
                         });
      return;
    }
    const ErrorCode error = step == TlsStep::done ? ErrorCode() : boost::asio::error::eof;
    boost::asio::post(socket_.get_executor(),
                      [error, size = size, handler = std::move(handler)]() mutable { handler(error, size); });
  }

  /// Completes pending operations, the timer apart, with an error.
  void cancel_operations();

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

  /// handler(ErrorCode) at `time`. A further call replaces the wait.
  template <class Handler>
  void async_wait_until(std::chrono::steady_clock::time_point time, Handler handler) {
    timer_.expires_at(time);
    timer_.async_wait(std::move(handler));
  }

  /// Ends a pending wait for time.
  void cancel_timer() { timer_.cancel(); }

  [[nodiscard]] Executor executor() { return socket_.get_executor(); }

 private:
  Socket socket_;
  Timer timer_;
  std::unique_ptr<TlsStream> tls_;  // null: plain
};

}  // namespace wiretape::net
