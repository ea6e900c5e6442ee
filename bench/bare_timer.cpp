// The yardstick of the timing scenario: the least that a sensible server does to send given bytes in given writes at
// given times. One thread, epoll, a heap of absolute deadlines, one timerfd armed for the first of them. It looks at a
// request only to find its end, and knows one response; the connection stays open. Prints `ready
// http://127.0.0.1:PORT` once it listens.
//
//   bench_bare_timer RESPONSE LENGTHS GAP
//
// LENGTHS is a file with one decimal number for each write, GAP the microseconds between two writes; the first goes out
// when the request is there.

#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <functional>
#include <iterator>
#include <queue>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bare_server.h"
#include "posix.h"

namespace wiretape::bench {
namespace {

struct Connection {
  std::string request;
  Clock::time_point started;
  std::size_t next_write = 0;
};

struct Due {
  Clock::time_point at;
  int socket;

  bool operator>(const Due& other) const { return at > other.at; }
};

timespec to_timespec(Clock::time_point time) {
  const auto since = time.time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds(since - seconds).count()};
}

class BareTimer {
 public:
  BareTimer(BareResponse response, std::chrono::microseconds gap)
      : response_(std::move(response)),
        gap_(gap),
        listener_(listen_and_tell()),
        timer_(must(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd_create")),
        epoll_(must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
    watch(epoll_, listener_, EPOLLIN);
    watch(epoll_, timer_, EPOLLIN | EPOLLET);  // edge-triggered, so that it need not be read
  }

  [[noreturn]] void run() {
    epoll_event ready[256];
    while (true) {
      const int count = epoll_wait(epoll_, ready, std::size(ready), -1);
      if (count < 0 && errno != EINTR) fail("epoll_wait");
      for (int i = 0; i < count; ++i)
        dispatch(ready[i].data.fd);
      send_due();
      arm();
    }
  }

 private:
  void dispatch(int file) {
    if (file == listener_) return accept_all();
    if (file != timer_) read_request(file);
  }

  void accept_all() {
    for (int socket = 0; (socket = accept_next(listener_)) >= 0;) {
      const auto index = static_cast<std::size_t>(socket);
      if (index >= connections_.size()) connections_.resize(index + 1);
      connections_[index] = {};
      watch(epoll_, socket, EPOLLIN | EPOLLET);
    }
  }

  // The client closes only when it has the whole response, so a closed socket is no longer in the heap.
  void read_request(int socket) {
    const auto count = recv(socket, buffer_, sizeof buffer_, 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
      close(socket);
      return;
    }
    auto& connection = connections_[static_cast<std::size_t>(socket)];
    connection.request.append(buffer_, static_cast<std::size_t>(count));
    const auto length = request_length(connection.request);
    if (!length || *length > connection.request.size()) return;
    connection = {.request = {}, .started = Clock::now(), .next_write = 0};
    send_next(socket);
  }

  void send_due() {
    while (!due_.empty() && due_.top().at <= Clock::now()) {
      const int socket = due_.top().socket;
      due_.pop();
      send_next(socket);
    }
  }

  void send_next(int socket) {
    auto& connection = connections_[static_cast<std::size_t>(socket)];
    const auto begin = connection.next_write == 0 ? 0 : response_.write_ends[connection.next_write - 1];
    const auto length = response_.write_ends[connection.next_write] - begin;
    const auto count = send(socket, response_.bytes.data() + begin, length, 0);
    if (count != static_cast<ssize_t>(length)) fail("a write didn't go out in one send");
    if (++connection.next_write == response_.write_ends.size()) return;
    due_.push({connection.started + static_cast<long>(connection.next_write) * gap_, socket});
  }

  void arm() {
    if (due_.empty() || due_.top().at == armed_for_) return;
    armed_for_ = due_.top().at;
    const itimerspec at{.it_interval = {}, .it_value = to_timespec(armed_for_)};
    must(timerfd_settime(timer_, TFD_TIMER_ABSTIME, &at, nullptr), "timerfd_settime");
  }

  BareResponse response_;
  std::chrono::microseconds gap_;
  int listener_;
  int timer_;
  int epoll_;
  Clock::time_point armed_for_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  std::vector<Connection> connections_;  // by descriptor
  char buffer_[65536];
};

}  // namespace
}  // namespace wiretape::bench

int main(int count, char** arguments) {
  using namespace wiretape::bench;
  if (count != 4) fail("usage: bench_bare_timer RESPONSE LENGTHS GAP");
  std::signal(SIGPIPE, SIG_IGN);
  raise_file_limit(16384);
  const std::chrono::microseconds gap(parse_number(arguments[3], 1'000'000));
  BareTimer(load_response(arguments[1], arguments[2]), gap).run();
}
