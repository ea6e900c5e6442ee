#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "wiretape/core/net/call/tls_client.h"

namespace wiretape::net {

/// An outgoing connection, TCP or TLS over it, with Nagle's delay off. Handlers run on the executor, never before the
/// function that took them returns; they must keep the stream alive. One read and one write may be pending at a time.
/// Never raises SIGPIPE. Not thread safe: for use on its executor.
class ClientStream {
 public:
  using ErrorHandler = std::function<void(boost::system::error_code)>;
  using SizeHandler = std::function<void(boost::system::error_code, std::size_t)>;

  explicit ClientStream(const boost::asio::any_io_executor& executor);
  ~ClientStream();
  ClientStream(const ClientStream&) = delete;
  ClientStream& operator=(const ClientStream&) = delete;

  /// Connects to one address. After a failure or disconnect() another may be tried.
  void connect(const boost::asio::ip::tcp::endpoint& endpoint, ErrorHandler handler);

  /// Shakes hands as the client of `host`, whose certificate is checked. What is read and written from here on goes
  /// through TLS.
  void start_tls(boost::asio::ssl::context& context, const std::string& host, ErrorHandler handler);

  /// Reads at least one byte. The end is asio's `eof` for an orderly one (FIN, or close_notify under TLS) and
  /// is_tls_cut() for a FIN without close_notify.
  void read_some(boost::asio::mutable_buffer buffer, SizeHandler handler);

  /// Reads what else there is, without waiting: `would_block` where that is nothing, and under TLS always. Ends are
  /// told as by read_some.
  [[nodiscard]] std::size_t read_now(boost::asio::mutable_buffer buffer, boost::system::error_code& error);

  /// Writes all of `buffer`.
  void write(boost::asio::const_buffer buffer, SizeHandler handler);

  /// Closes at once, sends nothing; what is pending ends with `operation_aborted`. Bytes that have arrived are
  /// discarded first, as far as they are few: closing over unread bytes would answer the peer with RST.
  void close();

  /// Gives away the connection, which speaks no TLS and has nothing pending: its descriptor, which is the caller's to
  /// close, or -1 where there is none any more.
  [[nodiscard]] int release();

  /// Whether the connection is gone by RST, which shows even where its error was told to an earlier operation.
  [[nodiscard]] bool is_reset();

  /// Whether the connection is open both ways and nothing has come that was not read, as far as the kernel knows.
  [[nodiscard]] bool is_idle();

  /// Why the peer's certificate was refused, or "".
  [[nodiscard]] std::string certificate_error() const;

 private:
  struct Tls;

  boost::asio::ip::tcp::socket socket_;
  std::unique_ptr<Tls> tls_;
};

/// Whether the error says that TLS ended without close_notify.
[[nodiscard]] bool is_tls_cut(const boost::system::error_code& error);

}  // namespace wiretape::net
