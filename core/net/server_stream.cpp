#include "wiretape/core/net/server_stream.h"

#include <sys/socket.h>

#include <cerrno>

namespace wiretape::net {

bool ServerStream::prepare() {
  ErrorCode error;
  socket_.non_blocking(true, error);
  if (error) return false;
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), error);
  return !error;
}

SendResult ServerStream::send(std::string_view bytes) {
  for (;;) {
    const auto sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) return {static_cast<std::size_t>(sent), false};
    if (errno == EINTR) continue;
    return {0, errno != EAGAIN && errno != EWOULDBLOCK};
  }
}

Incoming ServerStream::peek() {
  char byte = 0;
  const auto seen = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (seen > 0) return Incoming::bytes;
  if (seen == 0) return Incoming::fin;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Incoming::nothing : Incoming::reset;
}

void ServerStream::shut_down_sending() {
  ErrorCode ignored;  // the peer may be gone: then there is nobody left to tell
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void ServerStream::close() {
  ErrorCode ignored;
  socket_.close(ignored);
  timer_.cancel();
}

}  // namespace wiretape::net
