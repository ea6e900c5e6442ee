// The yardstick of the load test: the least that a sensible epoll server does to answer requests with given bytes. It
// looks at a request only to find its end, and knows one response. Prints `ready http://127.0.0.1:PORT` once it
// listens.
//
//   bench_bare_writer RESPONSE           the file's bytes in one send; the connection stays open
//   bench_bare_writer RESPONSE LENGTHS   one send for each length in the file LENGTHS, decimal numbers whose sum is the
//                                        response's length

#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "posix.h"

namespace wiretape::bench {
namespace {

struct Response {
  std::string bytes;
  std::vector<std::size_t> write_ends;  // where each send ends
};

// Requests whose head and body come in one read, as all do here, never touch `partial_request`.
struct Connection {
  std::string partial_request;
  std::size_t next_write = 0;
  std::size_t sent = 0;
  bool is_sending = false;
};

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "\r\ncontent-length:";
  for (std::size_t line = head.find("\r\n"); line + name.size() < head.size(); line = head.find("\r\n", line + 2)) {
    if (strncasecmp(head.data() + line, name.data(), name.size()) != 0) continue;
    return std::strtoul(head.data() + line + name.size(), nullptr, 10);
  }
  return 0;
}

// The length of the request that `received` begins with, once its head is whole.
std::optional<std::size_t> request_length(std::string_view received) {
  const auto blank_line = received.find("\r\n\r\n");
  if (blank_line == received.npos) return std::nullopt;
  return blank_line + 4 + content_length(received.substr(0, blank_line + 2));
}

class BareWriter {
 public:
  explicit BareWriter(Response response)
      : response_(std::move(response)),
        listener_(must(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket")),
        epoll_(must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
    auto address = loopback(0);
    must(bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
    must(listen(listener_, SOMAXCONN), "listen");
    watch(listener_, EPOLLIN);
    socklen_t size = sizeof address;
    must(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    std::printf("ready http://127.0.0.1:%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
  }

  [[noreturn]] void run() {
    epoll_event ready[256];
    while (true) {
      const int count = epoll_wait(epoll_, ready, std::size(ready), -1);
      if (count < 0 && errno != EINTR) fail("epoll_wait");
      for (int i = 0; i < count; ++i)
        dispatch(ready[i]);
    }
  }

 private:
  void watch(int socket, std::uint32_t events) {
    epoll_event event{.events = events, .data = {.fd = socket}};
    must(epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event), "epoll_ctl");
  }

  void dispatch(const epoll_event& ready) {
    const int socket = ready.data.fd;
    if (socket == listener_) return accept_all();
    auto& connection = connections_[static_cast<std::size_t>(socket)];
    if (connection.is_sending && (ready.events & EPOLLOUT) != 0) send_on(socket, connection);
    if ((ready.events & EPOLLIN) != 0) read_request(socket, connection);
  }

  void accept_all() {
    while (true) {
      const int socket = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (socket < 0) return;
      const int on = 1;
      must(setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
      const auto index = static_cast<std::size_t>(socket);
      if (index >= connections_.size()) connections_.resize(index + 1);
      connections_[index] = {};
      // Edge-triggered for both directions, so that no epoll_ctl is needed again. One recv for an edge is enough: the
      // client sends, or closes, only when it has the whole response.
      watch(socket, EPOLLIN | EPOLLOUT | EPOLLET);
    }
  }

  void read_request(int socket, Connection& connection) {
    const auto count = recv(socket, buffer_, sizeof buffer_, 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
      close(socket);
      return;
    }
    std::string_view received(buffer_, static_cast<std::size_t>(count));
    if (!connection.partial_request.empty()) received = connection.partial_request.append(received);
    const auto length = request_length(received);
    if (!length || *length > received.size()) {
      connection.partial_request = received;
      return;
    }
    connection.partial_request.clear();
    connection.next_write = 0;
    connection.sent = 0;
    connection.is_sending = true;
    send_on(socket, connection);
  }

  void send_on(int socket, Connection& connection) {
    while (connection.next_write < response_.write_ends.size()) {
      const auto left = response_.write_ends[connection.next_write] - connection.sent;
      const auto count = send(socket, response_.bytes.data() + connection.sent, left, 0);
      if (count < 0) return;  // full: EPOLLOUT will come; broken: EPOLLIN will
      connection.sent += static_cast<std::size_t>(count);
      if (static_cast<std::size_t>(count) == left) ++connection.next_write;
    }
    connection.is_sending = false;
  }

  Response response_;
  int listener_;
  int epoll_;
  std::vector<Connection> connections_;  // by descriptor
  char buffer_[65536];
};

Response load_response(const char* bytes_path, const char* lengths_path) {
  Response response{.bytes = read_file(bytes_path), .write_ends = {}};
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

}  // namespace
}  // namespace wiretape::bench

int main(int count, char** arguments) {
  using namespace wiretape::bench;
  if (count != 2 && count != 3) fail("usage: bench_bare_writer RESPONSE [LENGTHS]");
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit(16384);
  BareWriter(load_response(arguments[1], count == 3 ? arguments[2] : nullptr)).run();
}
