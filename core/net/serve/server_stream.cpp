#include "wiretape/core/net/serve/server_stream.h"

#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>

namespace wiretape::net {
namespace {

/// What recv(2) has found.
Incoming incoming(ssize_t received) {
  if (received > 0) return Incoming::bytes;
  if (received == 0) return Incoming::fin;
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Incoming::nothing : Incoming::reset;
}

}  // namespace

bool ServerStream::prepare() {
  ErrorCode error;
  socket_.non_blocking(true, error);
  if (error) return false;
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), error);
  return !error;
}

TlsStep ServerStream::shake_hands(ssl_ctx_st* tls) {
  if (!tls_) tls_ = std::make_unique<TlsStream>(tls, socket_.native_handle());
  const auto step = tls_->shake_hands();
  if (step == TlsStep::plain_http) tls_.reset();
  return step;
}

ReceiveResult ServerStream::receive(char* buffer, std::size_t size) {
  if (!tls_) return receive_raw(buffer, size);
  const auto [step, got] = tls_->read(buffer, size);
  if (step == TlsStep::done) return {Incoming::bytes, got};
  return {step == TlsStep::wants_read ? Incoming::nothing : Incoming::fin, 0};
}

ReceiveResult ServerStream::receive_raw(char* buffer, std::size_t size) {
  const auto received = ::recv(socket_.native_handle(), buffer, size, MSG_DONTWAIT);
  return {incoming(received), received > 0 ? static_cast<std::size_t>(received) : 0};
}

SendResult ServerStream::send(std::string_view bytes) {
  return tls_ ? tls_->send(bytes) : send_now(socket_.native_handle(), bytes);
}

Incoming ServerStream::peek() {
  char byte = 0;
  return incoming(::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT));
}

Incoming ServerStream::end_of_peer() {
  tcp_info info{};
  socklen_t size = sizeof(info);
  if (::getsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return Incoming::reset;
  if (info.tcpi_state == TCP_ESTABLISHED) return Incoming::nothing;
  return info.tcpi_state == TCP_CLOSE ? Incoming::reset : Incoming::fin;
}

bool ServerStream::shut_down_sending(bool notifies) {
  if (notifies && tls_ && tls_->notify_close() == TlsStep::wants_write) return false;
  tls_.reset();
  ErrorCode ignored;  // the peer may be gone: then there is nobody left to tell
  socket_.shutdown(Socket::shutdown_send, ignored);
  return true;
}

bool ServerStream::is_acknowledged() {
  int unacknowledged = 0;
  return ::ioctl(socket_.native_handle(), SIOCOUTQ, &unacknowledged) != 0 || unacknowledged == 0;
}

void ServerStream::reset() {
  ErrorCode ignored;  // without the option it is a close with FIN, and the peer is gone anyway
  socket_.set_option(Socket::linger(true, 0), ignored);
  close();
}

void ServerStream::close() {
  // The descriptor's number may soon be another connection's.
  tls_.reset();
  ErrorCode ignored;
  socket_.close(ignored);
}

}  // namespace wiretape::net
