// How long an event takes through a proxy, one way: this is its upstream, which says in each event when it was written,
// and its client, which reads the same clock when it is there. Prints `ready http://127.0.0.1:PORT`, where the proxy is
// to call; then for each line `PROXY_PORT STREAMS EVENTS GAP_US` on standard input one line of JSON. Events go to one
// stream after the other, GAP_US apart.

#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "bare_server.h"
#include "posix.h"

namespace wiretape::bench {
namespace {

constexpr std::string_view request =
    "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    "content-length: 15\r\n\r\n{\"stream\":true}";
constexpr std::string_view head =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
constexpr std::string_view mark = "\"at\":";
constexpr std::size_t event_size = 250;

struct Round {
  std::uint16_t port;
  std::size_t streams;
  std::size_t events;
  std::chrono::microseconds gap;
};

void wait_readable(int socket) {
  pollfd wanted{.fd = socket, .events = POLLIN, .revents = 0};
  if (must(poll(&wanted, 1, 10'000), "poll") == 0) fail("10 s of silence");
}

std::string read_some(int socket) {
  char buffer[4096];
  wait_readable(socket);
  const auto count = recv(socket, buffer, sizeof buffer, 0);
  if (count <= 0) fail("a connection ended while it was made");
  return {buffer, static_cast<std::size_t>(count)};
}

void read_request(int socket) {
  std::string received;
  do {
    received += read_some(socket);
  } while (request_length(received).value_or(received.size() + 1) > received.size());
}

void read_head(int socket) {
  std::string received;
  while (received.find("\r\n\r\n") == std::string::npos)
    received += read_some(socket);
}

std::string event_now() {
  std::string data = "data: {\"at\":" + std::to_string(Clock::now().time_since_epoch().count()) + ",\"text\":\"";
  data.resize(event_size - 4, 'x');
  data += "\"}\n\n";
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", data.size());
  return size + data + "\r\n";
}

class Latency {
 public:
  Latency(const Round& round, int listener)
      : round_(round), epoll_(must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
    for (std::size_t i = 0; i < round.streams; ++i)
      open_stream(listener);
  }
  Latency(const Latency&) = delete;
  Latency& operator=(const Latency&) = delete;
  ~Latency() {
    for (const int socket : upstreams_)
      close(socket);
    for (const int socket : clients_)
      close(socket);
    close(epoll_);
  }

  void run() {
    auto due = Clock::now();
    for (std::size_t i = 0; i < round_.events; ++i) {
      send_all(upstreams_[i % upstreams_.size()], event_now());
      for (due += round_.gap; Clock::now() < due;)
        read_ready();
    }
    for (const auto end = Clock::now() + std::chrono::seconds(10); took_us_.size() < round_.events;) {
      read_ready();
      errno = 0;
      if (Clock::now() > end) fail("events are missing");
    }
    report();
  }

 private:
  void open_stream(int listener) {
    const int client = connect_to(round_.port);
    clients_.push_back(client);
    send_all(client, std::string(request));
    wait_readable(listener);
    upstreams_.push_back(must(accept_next(listener), "accept"));
    read_request(upstreams_.back());
    send_all(upstreams_.back(), std::string(head));
    read_head(client);
    watch(epoll_, client, EPOLLIN);
  }

  // Without ever sleeping, so that what it costs to wake a reader is in no figure.
  void read_ready() {
    epoll_event ready[64];
    const int count = must(epoll_wait(epoll_, ready, std::size(ready), 0), "epoll_wait");
    for (int i = 0; i < count; ++i)
      take(ready[i].data.fd);
  }

  void take(int client) {
    char buffer[16384];
    const auto count = recv(client, buffer, sizeof buffer, MSG_DONTWAIT);
    const auto now = Clock::now().time_since_epoch().count();
    if (count <= 0) fail("a stream ended early");
    const std::string bytes(buffer, static_cast<std::size_t>(count));
    for (auto at = bytes.find(mark); at != bytes.npos; at = bytes.find(mark, at + 1))
      took_us_.push_back(static_cast<double>(now - std::strtoll(bytes.c_str() + at + mark.size(), nullptr, 10)) / 1e3);
  }

  void report() {
    std::sort(took_us_.begin(), took_us_.end());
    const auto at = [&](double part) { return took_us_[static_cast<std::size_t>(part * (took_us_.size() - 1.0))]; };
    std::printf("{\"latency_p50_us\": %.2f, \"latency_p99_us\": %.2f}\n", at(0.5), at(0.99));
    std::fflush(stdout);
  }

  Round round_;
  int epoll_;
  std::vector<int> upstreams_;
  std::vector<int> clients_;
  std::vector<double> took_us_;
};

}  // namespace
}  // namespace wiretape::bench

int main() {
  using namespace wiretape::bench;
  raise_file_limit(16384);
  const int listener = listen_and_tell();
  unsigned port = 0;
  unsigned gap = 0;
  std::size_t streams = 0;
  std::size_t events = 0;
  while (std::scanf("%u %zu %zu %u", &port, &streams, &events, &gap) == 4) {
    if (port > 65535 || streams == 0 || events == 0) fail("not a round: PROXY_PORT STREAMS EVENTS GAP_US");
    Latency({static_cast<std::uint16_t>(port), streams, events, std::chrono::microseconds(gap)}, listener).run();
  }
}
