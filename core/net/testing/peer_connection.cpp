#include "wiretape/core/net/testing/peer_connection.h"

#include <linux/sockios.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include <openssl/ssl.h>

#include "wiretape/core/wire/http/http_request_reader.h"

namespace wiretape::net::testing {

PeerConnection::~PeerConnection() {
  if (tls_ != nullptr) SSL_free(tls_);
  if (socket_ >= 0) ::close(socket_);
}

bool PeerConnection::start_tls(ssl_ctx_st* context) {
  tls_ = SSL_new(context);
  SSL_set_fd(tls_, socket_);
  return SSL_accept(tls_) == 1;
}

std::string PeerConnection::server_name() const {
  const char* name = SSL_get_servername(tls_, TLSEXT_NAMETYPE_host_name);
  return name != nullptr ? name : "";
}

std::string PeerConnection::protocol() const {
  const unsigned char* name = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(tls_, &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

std::string PeerConnection::read_request() {
  wire::HttpRequestReader reader;
  std::string request;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto size = read_some(buffer.data(), buffer.size());
    if (size <= 0) return request;
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(size));
    request += bytes;
    auto rest = bytes;
    const auto step = reader.next(rest);
    if (!std::holds_alternative<wire::HttpNeedMore>(step)) return request;
  }
}

std::string PeerConnection::read_raw(std::size_t size) {
  std::string bytes(size, '\0');
  const auto got = ::recv(socket_, bytes.data(), size, MSG_WAITALL);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

bool PeerConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = tls_ != nullptr ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                                      : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::size_t PeerConnection::send_until_full(std::string_view bytes, int patience_ms) {
  std::size_t taken = 0;
  while (taken < bytes.size()) {
    const auto sent = ::send(socket_, bytes.data() + taken, bytes.size() - taken, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      taken += static_cast<std::size_t>(sent);
      continue;
    }
    pollfd writable{socket_, POLLOUT, 0};
    if (::poll(&writable, 1, patience_ms) == 0) return taken;
  }
  return taken;
}

void PeerConnection::close_notify() {
  SSL_shutdown(tls_);
}

void PeerConnection::fin() {
  ::shutdown(socket_, SHUT_WR);
}

void PeerConnection::wait_until_acknowledged() const {
  // Ends by itself: once the client is gone the queue is empty or the call fails.
  int unacknowledged = 1;
  while (unacknowledged != 0 && ::ioctl(socket_, SIOCOUTQ, &unacknowledged) == 0)
    ::sched_yield();
}

void PeerConnection::reset() {
  wait_until_acknowledged();
  const linger abrupt{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &abrupt, sizeof abrupt);
  ::close(socket_);
  socket_ = -1;
}

std::string PeerConnection::wait_for_close() {
  std::string bytes;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto size = read_some(buffer.data(), buffer.size());
    if (size <= 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

std::ptrdiff_t PeerConnection::read_some(char* buffer, std::size_t size) {
  if (tls_ != nullptr) return SSL_read(tls_, buffer, static_cast<int>(size));
  const auto got = ::recv(socket_, buffer, size, 0);
  saw_reset_ = got < 0 && errno == ECONNRESET;
  return got;
}

}  // namespace wiretape::net::testing
