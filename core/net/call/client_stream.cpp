#include "wiretape/core/net/call/client_stream.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

namespace wiretape::net {

using boost::asio::ip::tcp;
using boost::system::error_code;

struct ClientStream::Tls {
  Tls(tcp::socket& socket, boost::asio::ssl::context& context) : stream(socket, context) {}

  boost::asio::ssl::stream<tcp::socket&> stream;
};

ClientStream::ClientStream(const boost::asio::any_io_executor& executor) : socket_(executor) {}

ClientStream::~ClientStream() {
  close();
}

void ClientStream::connect(const tcp::endpoint& endpoint, ErrorHandler handler) {
  close();
  error_code error;
  socket_.open(endpoint.protocol(), error);
  if (!error) socket_.set_option(tcp::no_delay(true), error);
  if (error) {
    boost::asio::post(socket_.get_executor(), [handler = std::move(handler), error] { handler(error); });
    return;
  }
  socket_.async_connect(endpoint, std::move(handler));
}

void ClientStream::start_tls(boost::asio::ssl::context& context, const std::string& host, ErrorHandler handler) {
  tls_ = std::make_unique<Tls>(socket_, context);
  if (!prepare_tls_client(tls_->stream.native_handle(), host)) {
    boost::asio::post(socket_.get_executor(),
                      [handler = std::move(handler)] { handler(boost::asio::error::invalid_argument); });
    return;
  }
  tls_->stream.async_handshake(boost::asio::ssl::stream_base::client, std::move(handler));
}

void ClientStream::read_some(boost::asio::mutable_buffer buffer, SizeHandler handler) {
  if (tls_) return tls_->stream.async_read_some(buffer, std::move(handler));
  socket_.async_read_some(buffer, std::move(handler));
}

std::size_t ClientStream::read_now(boost::asio::mutable_buffer buffer, error_code& error) {
  error = boost::asio::error::would_block;
  if (!tls_) socket_.non_blocking(true, error);
  return error ? 0 : socket_.read_some(buffer, error);
}

void ClientStream::write(boost::asio::const_buffer buffer, SizeHandler handler) {
  if (tls_) return boost::asio::async_write(tls_->stream, buffer, std::move(handler));
  boost::asio::async_write(socket_, buffer, std::move(handler));
}

void ClientStream::close() {
  if (!socket_.is_open()) return;
  constexpr int rounds = 4;
  constexpr std::size_t round_size = std::size_t{64} << 10;
  for (int round = 0; round < rounds; ++round) {
    // MSG_TRUNC on TCP: take the bytes without copying them anywhere.
    if (::recv(socket_.native_handle(), nullptr, round_size, MSG_DONTWAIT | MSG_TRUNC) <= 0) break;
  }
  error_code ignored;
  socket_.close(ignored);
}

int ClientStream::release() {
  error_code error;
  const int descriptor = socket_.release(error);
  return error ? -1 : descriptor;
}

bool ClientStream::is_reset() {
  // A FIN leaves the connection half open; only RST closes it while the socket is still there.
  tcp_info info{};
  socklen_t size = sizeof info;
  return ::getsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
         info.tcpi_state == TCP_CLOSE;
}

bool ClientStream::is_idle() {
  char byte = 0;
  const auto size = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

std::string ClientStream::certificate_error() const {
  return tls_ ? net::certificate_error(tls_->stream.native_handle()) : "";
}

bool is_tls_cut(const error_code& error) {
  return error == boost::asio::ssl::error::stream_truncated;
}

}  // namespace wiretape::net
