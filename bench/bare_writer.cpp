// The yardstick of the load test: the least that a sensible epoll server does to answer requests with given bytes. It
// looks at a request only to find its end, and knows one response. Prints `ready http://127.0.0.1:PORT` once it
// listens.
//
//   bench_bare_writer RESPONSE           the file's bytes in one send; the connection stays open
//   bench_bare_writer RESPONSE LENGTHS   one send for each length in the file LENGTHS, decimal numbers whose sum is the
//                                        response's length

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bare_server.h"
#include "posix.h"

namespace wiretape::bench {
namespace {

// Requests whose head comes in one read, as all do here, never touch `partial_head`.
struct Connection {
  std::string partial_head;
  std::size_t body_left = 0;  // of a request whose head is whole
  std::size_t next_write = 0;
  std::size_t sent = 0;
  bool is_sending = false;
};

class BareWriter {
 public:
  explicit BareWriter(BareResponse response)
      : response_(std::move(response)),
        listener_(listen_and_tell()),
        epoll_(must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
    watch(epoll_, listener_, EPOLLIN);
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
  void dispatch(const epoll_event& ready) {
    const int socket = ready.data.fd;
    if (socket == listener_) return accept_all();
    auto& connection = connections_[static_cast<std::size_t>(socket)];
    if (connection.is_sending && (ready.events & EPOLLOUT) != 0) send_on(socket, connection);
    if ((ready.events & EPOLLIN) != 0) read_request(socket, connection);
  }

  void accept_all() {
    for (int socket = 0; (socket = accept_next(listener_)) >= 0;) {
      const auto index = static_cast<std::size_t>(socket);
      if (index >= connections_.size()) connections_.resize(index + 1);
      connections_[index] = {};
      // Edge-triggered for both directions, so that no epoll_ctl is needed again. Once a request is whole no recv is
      // needed: the client sends, or closes, only when it has the whole response.
      watch(epoll_, socket, EPOLLIN | EPOLLOUT | EPOLLET);
    }
  }

  void read_request(int socket, Connection& connection) {
    for (bool is_whole = false; !is_whole;) {
      const auto count = recv(socket, buffer_, sizeof buffer_, 0);
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) {
        close(socket);
        return;
      }
      is_whole = take({buffer_, static_cast<std::size_t>(count)}, connection);
    }
    answer(socket, connection);
  }

  // Whether the request is whole.
  static bool take(std::string_view received, Connection& connection) {
    if (connection.body_left > 0) {
      connection.body_left -= std::min(connection.body_left, received.size());
      return connection.body_left == 0;
    }
    if (!connection.partial_head.empty()) received = connection.partial_head.append(received);
    const auto length = request_length(received);
    if (!length) {
      connection.partial_head = std::string(received);
      return false;
    }
    connection.body_left = *length - received.size();
    connection.partial_head.clear();
    return connection.body_left == 0;
  }

  void answer(int socket, Connection& connection) {
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

  BareResponse response_;
  int listener_;
  int epoll_;
  std::vector<Connection> connections_;  // by descriptor
  char buffer_[65536];
};

}  // namespace
}  // namespace wiretape::bench

int main(int count, char** arguments) {
  using namespace wiretape::bench;
  if (count != 2 && count != 3) fail("usage: bench_bare_writer RESPONSE [LENGTHS]");
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit(16384);
  BareWriter(load_response(arguments[1], count == 3 ? arguments[2] : nullptr)).run();
}
