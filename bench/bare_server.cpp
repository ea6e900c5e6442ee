#include "bare_server.h"

#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "posix.h"

namespace wiretape::bench {
namespace {

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "\r\ncontent-length:";
  for (std::size_t line = head.find("\r\n"); line + name.size() < head.size(); line = head.find("\r\n", line + 2)) {
    if (strncasecmp(head.data() + line, name.data(), name.size()) != 0) continue;
    return std::strtoul(head.data() + line + name.size(), nullptr, 10);
  }
  return 0;
}

}  // namespace

BareResponse load_response(const char* bytes_path, const char* lengths_path) {
  BareResponse response{.bytes = read_file(bytes_path), .write_ends = {}};
  if (lengths_path == nullptr) {
    response.write_ends.push_back(response.bytes.size());
    return response;
  }
  std::ifstream lengths(lengths_path);
  std::size_t end = 0;
  for (std::size_t length = 0; lengths >> length;)
    response.write_ends.push_back(end += length);
  errno = 0;
  if (end != response.bytes.size()) fail("the lengths' sum is not the response's length");
  return response;
}

std::optional<std::size_t> request_length(std::string_view received) {
  const auto blank_line = received.find("\r\n\r\n");
  if (blank_line == received.npos) return std::nullopt;
  return blank_line + 4 + content_length(received.substr(0, blank_line + 2));
}

int listen_and_tell() {
  const int listener = must(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");
  auto address = loopback(0);
  must(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
  must(listen(listener, SOMAXCONN), "listen");
  socklen_t size = sizeof address;
  must(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  std::printf("ready http://127.0.0.1:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  return listener;
}

int accept_next(int listener) {
  const int socket = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (socket < 0) return socket;
  const int on = 1;
  must(setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
  return socket;
}

void watch(int epoll, int file, std::uint32_t events) {
  epoll_event event{.events = events, .data = {.fd = file}};
  must(epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event), "epoll_ctl");
}

}  // namespace wiretape::bench
