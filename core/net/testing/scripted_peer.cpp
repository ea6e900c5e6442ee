#include "wiretape/core/net/testing/scripted_peer.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace wiretape::net::testing {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

/// A bound TCP socket and its port.
std::pair<int, std::uint16_t> bound_socket() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  (void)::bind(socket, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return {socket, ntohs(address.sin_port)};
}

// The peer's own TLS writes may hit a closed connection; what is tested is whether the client's do.
void block_sigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

ScriptedPeer::ScriptedPeer(std::function<void(PeerConnection&)> script) {
  std::tie(listener_, port_) = bound_socket();
  ::listen(listener_, 128);
  thread_ = std::thread([this, script = std::move(script)] { serve(script); });
}

ScriptedPeer::~ScriptedPeer() {
  ::shutdown(listener_, SHUT_RDWR);  // wakes accept
  thread_.join();
  ::close(listener_);
}

void ScriptedPeer::serve(const std::function<void(PeerConnection&)>& script) const {
  block_sigpipe();
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const int no_delay = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
    PeerConnection connection(socket);
    script(connection);
  }
}

FullListener::FullListener() {
  std::tie(listener_, port_) = bound_socket();
  ::listen(listener_, 0);
  const sockaddr_in address = loopback(port_);
  for (int& filler : fillers_) {
    filler = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    (void)::connect(filler, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
}

FullListener::~FullListener() {
  for (const int filler : fillers_)
    ::close(filler);
  ::close(listener_);
}

RefusingPort::RefusingPort() {
  std::tie(socket_, port_) = bound_socket();
}

RefusingPort::~RefusingPort() {
  ::close(socket_);
}

}  // namespace wiretape::net::testing
