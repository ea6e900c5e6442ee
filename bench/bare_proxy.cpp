// The yardstick of the recorder: the least that a sensible epoll proxy does to pass requests on and to append what
// comes back to a file. It looks at nothing. Prints `ready http://127.0.0.1:PORT` once it listens.
//
//   bench_bare_proxy UPSTREAM_PORT FILE

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <iterator>
#include <string_view>
#include <vector>

#include "bare_server.h"
#include "posix.h"

namespace wiretape::bench {
namespace {

/// What stands behind a descriptor.
struct Side {
  int other = -1;            // where what is read here goes; negative: not open
  bool is_upstream = false;  // what is read here is kept
};

class BareProxy {
 public:
  BareProxy(std::uint16_t upstream_port, const char* file)
      : upstream_port_(upstream_port),
        file_(must(open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600), "open")),
        listener_(listen_and_tell()),
        epoll_(must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
    watch(epoll_, listener_, EPOLLIN);
  }

  [[noreturn]] void run() {
    epoll_event ready[256];
    while (true) {
      const int count = epoll_wait(epoll_, ready, std::size(ready), -1);
      if (count < 0 && errno != EINTR) fail("epoll_wait");
      for (int i = 0; i < count; ++i) {
        const int socket = ready[i].data.fd;
        if (socket != listener_) pass_on(socket);
      }
      // Last, so that no descriptor that was ready above is another one by now.
      accept_all();
    }
  }

 private:
  void accept_all() {
    for (int client = 0; (client = accept_next(listener_)) >= 0;) {
      const int upstream = connect_to(upstream_port_);
      must(fcntl(upstream, F_SETFL, O_NONBLOCK), "O_NONBLOCK");
      side(client) = {.other = upstream, .is_upstream = false};
      side(upstream) = {.other = client, .is_upstream = true};
      watch(epoll_, client, EPOLLIN);
      watch(epoll_, upstream, EPOLLIN);
    }
  }

  Side& side(int socket) {
    const auto index = static_cast<std::size_t>(socket);
    if (index >= sides_.size()) sides_.resize(index + 1);
    return sides_[index];
  }

  // One read, and one write of it.
  void pass_on(int socket) {
    const Side from = side(socket);
    if (from.other < 0) return;
    const auto count = recv(socket, buffer_, sizeof buffer_, 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) return close_both(socket, from.other);
    const std::string_view bytes(buffer_, static_cast<std::size_t>(count));
    if (!send_whole(from.other, bytes)) return close_both(socket, from.other);
    if (from.is_upstream && write(file_, bytes.data(), bytes.size()) != count) fail("write");
  }

  // Whoever reads here reads all the time: to wait for it is simple and no loss. False: it is gone.
  static bool send_whole(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
        continue;
      }
      if (errno != EAGAIN) return false;
      pollfd room{.fd = socket, .events = POLLOUT, .revents = 0};
      must(poll(&room, 1, -1), "poll");
    }
    return true;
  }

  void close_both(int one, int other) {
    for (const int socket : {one, other}) {
      side(socket) = {};
      close(socket);
    }
  }

  std::uint16_t upstream_port_;
  int file_;
  int listener_;
  int epoll_;
  std::vector<Side> sides_;  // by descriptor
  char buffer_[65536];
};

}  // namespace
}  // namespace wiretape::bench

int main(int count, char** arguments) {
  using namespace wiretape::bench;
  if (count != 3) fail("usage: bench_bare_proxy UPSTREAM_PORT FILE");
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit(16384);
  BareProxy(static_cast<std::uint16_t>(parse_number(arguments[1], 65535)), arguments[2]).run();
}
