// The load generator: keeps C keep-alive connections busy with one request for a given time, one thread over epoll, and
// prints what came back as one line of JSON. It knows the response to expect: each connection's first one is compared
// byte for byte, of the others the length is counted and the bytes are dropped in the kernel, so that the client costs
// less than any server.
//
//   bench_load --port P --request FILE --response FILE --connections C --events N --warmup MS --time MS --server-pid
//   PID
//
// --events      how many events a response carries: for events_per_s
// --length-only the bytes may differ from the file's (a Date field), the length may not
// --server-pid  whose CPU time over the measured window to report

#include <getopt.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

#include "cpu_time.h"
#include "posix.h"

namespace wiretape::bench {
namespace {

constexpr auto patience = std::chrono::seconds(10);  // a server that is silent for this long is broken

struct Options {
  std::uint16_t port = 0;
  std::string request;
  std::string response;
  std::size_t connections = 16;
  std::size_t events = 1;
  std::chrono::milliseconds warmup{100};
  std::chrono::milliseconds time{1000};
  std::uint64_t server_pid = 0;
  bool length_only = false;
};

struct Connection {
  std::size_t received = 0;  // of the current response
  bool is_waiting = false;
  bool is_checked = false;  // its first response has been compared
};

// What stands at one end of the measured window.
struct Reading {
  Clock::time_point at;
  std::size_t bytes;
  std::size_t responses;
  CpuTime server;
  CpuTime client;
};

class Load {
 public:
  explicit Load(Options options)
      : options_(std::move(options)), epoll_(must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {}

  void run() {
    for (std::size_t i = 0; i < options_.connections; ++i)
      open_connection();
    run_until(Clock::now() + options_.warmup);
    const auto before = reading();
    run_until(before.at + options_.time);
    report(before, reading());
    finish();
  }

 private:
  [[nodiscard]] Reading reading() const {
    return {Clock::now(), bytes_, responses_, cpu_time(options_.server_pid),
            cpu_time(static_cast<std::uint64_t>(getpid()))};
  }

  void report(const Reading& before, const Reading& after) const {
    const auto elapsed = std::chrono::duration<double>(after.at - before.at).count();
    const auto bytes = after.bytes - before.bytes;
    const auto server_cpu = after.server.used - before.server.used;
    errno = 0;
    if (bytes == 0 || server_cpu <= 0) fail("nothing came in the measured window");
    // Counted in bytes, so that a response that is under way at either end of the window counts by its part.
    const double responses = static_cast<double>(bytes) / static_cast<double>(options_.response.size());
    std::printf("{\"requests\": %zu, \"seconds\": %.6f, \"bytes\": %zu, ", after.responses - before.responses, elapsed,
                bytes);
    std::printf("\"requests_per_s\": %.1f, \"events_per_s\": %.1f, \"requests_per_cpu_s\": %.1f, ", responses / elapsed,
                responses * static_cast<double>(options_.events) / elapsed, responses / server_cpu);
    std::printf("\"server_cpu_s\": %.6f, \"server_waited_s\": %.6f, ", server_cpu,
                after.server.waited - before.server.waited);
    std::printf("\"client_cpu_s\": %.6f, \"client_waited_s\": %.6f}\n", after.client.used - before.client.used,
                after.client.waited - before.client.waited);
  }

  void open_connection() {
    const int socket = connect_to(options_.port);
    make_room_for(socket, options_.request.size());
    epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.fd = socket}};
    must(epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event), "epoll_ctl");
    const auto index = static_cast<std::size_t>(socket);
    if (index >= connections_.size()) connections_.resize(index + 1);
    sockets_.push_back(socket);
    send_request(socket);
  }

  void send_request(int socket) {
    auto& connection = connections_[static_cast<std::size_t>(socket)];
    connection.received = 0;
    connection.is_waiting = true;
    ++waiting_;
    const auto count = send(socket, options_.request.data(), options_.request.size(), MSG_NOSIGNAL);
    if (count != static_cast<ssize_t>(options_.request.size())) fail("the request didn't go out in one send");
  }

  void run_until(Clock::time_point end) {
    while (Clock::now() < end)
      serve_ready(true);
  }

  // Lets the responses under way come in and asks for no more; then nothing more may come.
  void finish() {
    while (waiting_ > 0)
      serve_ready(false);
    char byte = 0;
    for (const int socket : sockets_) {
      const auto count = recv(socket, &byte, 1, MSG_DONTWAIT);
      if (count >= 0 || errno != EAGAIN) fail("bytes or an end after the last response");
    }
  }

  // Asks for what is ready without ever sleeping: otherwise a server would pay for waking the client, and the slower
  // it is the oftener.
  void serve_ready(bool ask_again) {
    epoll_event ready[256];
    const int count = epoll_wait(epoll_, ready, std::size(ready), 0);
    if (count < 0) fail("epoll_wait");
    for (int i = 0; i < count; ++i) {
      if (read_response(ready[i].data.fd) && ask_again) send_request(ready[i].data.fd);
    }
    const auto now = Clock::now();
    if (count > 0) last_heard_ = now;
    errno = 0;
    if (now - last_heard_ > patience) fail("the server is silent");
  }

  // Whether the response is complete. Room for one byte more than is due shows a response that is too long.
  bool read_response(int socket) {
    auto& connection = connections_[static_cast<std::size_t>(socket)];
    const auto due = options_.response.size() - connection.received + 1;
    const auto count = connection.is_checked ? recv(socket, nullptr, due, MSG_TRUNC | MSG_DONTWAIT)
                                             : recv(socket, buffer_, std::min(due, sizeof buffer_), MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return false;
    if (count < 0) fail("recv");
    const auto got = static_cast<std::size_t>(count);
    errno = 0;
    if (got == 0) fail("the server closed after " + std::to_string(connection.received) + " bytes of a response");
    if (got == due) fail("a response is longer than expected");
    if (!connection.is_checked && !options_.length_only) check(connection.received, got);
    connection.received += got;
    bytes_ += got;
    if (connection.received < options_.response.size()) return !connection.is_checked && read_response(socket);
    connection.is_checked = true;
    connection.is_waiting = false;
    --waiting_;
    ++responses_;
    return true;
  }

  void check(std::size_t offset, std::size_t length) const {
    if (is_expected(options_.response, offset, {buffer_, length})) return;
    fail("the first response differs from the expected one after byte " + std::to_string(offset));
  }

  Options options_;
  int epoll_;
  std::vector<int> sockets_;
  std::vector<Connection> connections_;  // by descriptor
  std::size_t waiting_ = 0;
  std::size_t responses_ = 0;
  std::size_t bytes_ = 0;
  Clock::time_point last_heard_ = Clock::now();
  char buffer_[65536];
};

Options parse(int count, char** arguments) {
  const option known[] = {
      {"port", required_argument, nullptr, 'p'},     {"request", required_argument, nullptr, 'q'},
      {"response", required_argument, nullptr, 'r'}, {"connections", required_argument, nullptr, 'c'},
      {"events", required_argument, nullptr, 'e'},   {"warmup", required_argument, nullptr, 'w'},
      {"time", required_argument, nullptr, 't'},     {"server-pid", required_argument, nullptr, 's'},
      {"length-only", no_argument, nullptr, 'l'},    {nullptr, 0, nullptr, 0}};
  Options options;
  for (int name = 0; (name = getopt_long(count, arguments, "", known, nullptr)) != -1;) {
    switch (name) {
      case 'p':
        options.port = static_cast<std::uint16_t>(parse_number(optarg, 65535));
        break;
      case 'q':
        options.request = read_file(optarg);
        break;
      case 'r':
        options.response = read_file(optarg);
        break;
      case 'c':
        options.connections = parse_number(optarg, 1000);
        break;
      case 'e':
        options.events = parse_number(optarg, 1'000'000);
        break;
      case 'w':
        options.warmup = std::chrono::milliseconds(parse_number(optarg, 60'000));
        break;
      case 't':
        options.time = std::chrono::milliseconds(parse_number(optarg, 60'000));
        break;
      case 's':
        options.server_pid = parse_number(optarg, 1U << 22U);
        break;
      case 'l':
        options.length_only = true;
        break;
      default:
        fail("unknown option");
    }
  }
  if (options.port == 0 || options.request.empty() || options.response.empty() || options.server_pid == 0) {
    fail("--port, --request, --response and --server-pid are needed");
  }
  return options;
}

}  // namespace
}  // namespace wiretape::bench

int main(int count, char** arguments) {
  wiretape::bench::Load(wiretape::bench::parse(count, arguments)).run();
}
