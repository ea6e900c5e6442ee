#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace wiretape::net {

using ErrorCode = boost::system::error_code;

// Sockets and timers of the server side are bound to io_context itself: with asio's type-erased executor an operation
// costs twice the memory, which 10,000 held streams would feel.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// What the kernel took of bytes offered to it.
struct SendResult {
  std::size_t sent = 0;    ///< fewer than offered: the send buffer is full
  bool is_broken = false;  ///< the peer is gone (reset, or closed and answered with RST)
};

/// What a look at the receiving side shows, nothing consumed.
enum class Incoming { nothing, bytes, fin, reset };

/// An accepted TCP connection and its one timer. Handlers run on the io_context's thread; closing completes pending
/// operations with an error. Not thread safe.
class ServerStream {
 public:
  explicit ServerStream(Socket socket) : socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  /// Makes the socket non-blocking and switches Nagle's delay off. False where the connection is gone already.
  [[nodiscard]] bool prepare();

  /// One send(2) that neither blocks nor raises SIGPIPE.
  [[nodiscard]] SendResult send(std::string_view bytes);

  /// Looks for a FIN, a reset or bytes without taking them.
  [[nodiscard]] Incoming peek();

  /// Sends a FIN; receiving goes on.
  void shut_down_sending();

  /// Closes at once; pending operations and the timer end. May be called again.
  void close();

  /// handler(ErrorCode, std::size_t): some bytes were read into `buffer`.
  template <class Handler>
  void async_read(boost::asio::mutable_buffer buffer, Handler handler) {
    socket_.async_read_some(buffer, std::move(handler));
  }

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
};

}  // namespace wiretape::net
