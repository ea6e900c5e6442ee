// Measures how exactly a server keeps time: N streams at once, each of which brings its response in writes that are
// GAP microseconds apart. Notes when each write arrives, compares each byte, and prints one line of JSON.
//
//   bench_streams --port P --request FILE --response FILE --lengths FILE --gap GAP --streams N --server-pid PID
//
// The connections are opened first; then the requests are sent, spread evenly over one gap, so that from then on
// N / GAP writes are due in each microsecond and no two at once.
//
//   gap error   how far the time between two neighbouring arrivals of a stream is from GAP
//   lateness    of write n (from 0): its arrival − the moment before its request was sent − n · GAP
//   drift       by how much the last write's lateness is greater than that of the first that waited for time

#include <getopt.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

#include "bare_server.h"
#include "cpu_time.h"
#include "posix.h"

namespace wiretape::bench {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr auto patience = std::chrono::seconds(10);        // a server that is silent for this long is broken
constexpr auto settling = std::chrono::milliseconds(100);  // for the server to accept the connections

struct Options {
  std::uint16_t port = 0;
  std::string request;
  const char* response = nullptr;
  const char* lengths = nullptr;
  std::chrono::microseconds gap{0};
  std::size_t streams = 0;
  std::uint64_t server_pid = 0;
};

struct Stream {
  int socket = -1;
  Clock::time_point asked;
  std::size_t received = 0;
  std::vector<Clock::time_point> arrivals;  // of the last byte of each write
};

// `values` in any order; `part` from 0 to 1.
double quantile(std::vector<double>& values, double part) {
  const auto rank = static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  return values[static_cast<std::size_t>(rank)];
}

class Streams {
 public:
  explicit Streams(const Options& options)
      : options_(options),
        response_(load_response(options.response, options.lengths)),
        epoll_(must(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
        streams_(options.streams) {}

  void run() {
    raise_file_limit(options_.streams + 64);
    for (auto& stream : streams_)
      open(stream);
    const auto start = Clock::now() + settling;
    while (Clock::now() < start)
      read_ready();
    const auto server = cpu_time(options_.server_pid);
    const auto client = cpu_time(static_cast<std::uint64_t>(getpid()));
    play(start);
    report(Clock::now() - start, server, client);
    check_silence();
  }

 private:
  void open(Stream& stream) {
    stream.socket = connect_to(options_.port);
    stream.arrivals.reserve(response_.write_ends.size());
    epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.ptr = &stream}};
    must(epoll_ctl(epoll_, EPOLL_CTL_ADD, stream.socket, &event), "epoll_ctl");
  }

  void play(Clock::time_point start) {
    std::size_t asked = 0;
    while (finished_ < streams_.size()) {
      const auto of_gap = static_cast<double>(asked) / static_cast<double>(streams_.size());
      if (asked < streams_.size() && Clock::now() >= start + of_gap * options_.gap) ask(streams_[asked++]);
      read_ready();
    }
  }

  void ask(Stream& stream) const {
    stream.asked = Clock::now();
    send_all(stream.socket, options_.request);
  }

  // Never sleeps: to wake a sleeping reader would cost the server time.
  void read_ready() {
    epoll_event ready[64];
    const int count = epoll_wait(epoll_, ready, std::size(ready), 0);
    if (count < 0) fail("epoll_wait");
    for (int i = 0; i < count; ++i)
      read(*static_cast<Stream*>(ready[i].data.ptr));
    if (count > 0) return;
    errno = 0;
    if (Clock::now() - last_heard_ > patience) fail("the server is silent");
  }

  void read(Stream& stream) {
    const auto count = recv(stream.socket, buffer_, sizeof buffer_, MSG_DONTWAIT);
    const auto now = Clock::now();
    if (count < 0 && errno == EAGAIN) return;
    if (count < 0) fail("recv");
    const auto got = static_cast<std::size_t>(count);
    errno = 0;
    if (got == 0) fail("the server closed after " + std::to_string(stream.received) + " bytes of a response");
    if (!is_expected(response_.bytes, stream.received, {buffer_, got})) {
      fail("a response differs from the expected one after byte " + std::to_string(stream.received));
    }
    stream.received += got;
    last_heard_ = now;
    note_arrivals(stream, now);
  }

  void note_arrivals(Stream& stream, Clock::time_point now) {
    const auto& ends = response_.write_ends;
    while (stream.arrivals.size() < ends.size() && ends[stream.arrivals.size()] <= stream.received)
      stream.arrivals.push_back(now);
    if (stream.arrivals.size() == ends.size()) ++finished_;
  }

  void report(Clock::duration elapsed, const CpuTime& server_before, const CpuTime& client_before) {
    const auto server = cpu_time(options_.server_pid);
    const auto client = cpu_time(static_cast<std::uint64_t>(getpid()));
    const auto seconds = std::chrono::duration<double>(elapsed).count();
    const auto events = static_cast<double>(streams_.size() * response_.write_ends.size());
    auto errors = gap_errors_us();
    auto first = lateness_ms(1);
    auto last = lateness_ms(response_.write_ends.size() - 1);
    std::printf("{\"events_per_s\": %.1f, \"seconds\": %.6f, ", events / seconds, seconds);
    std::printf("\"gap_error_p50_us\": %.1f, \"gap_error_p99_us\": %.1f, \"gap_error_max_us\": %.1f, ",
                quantile(errors, 0.5), quantile(errors, 0.99), quantile(errors, 1));
    std::printf("\"lateness_p50_ms\": %.4f, \"lateness_p99_ms\": %.4f, \"drift_ms\": %.4f, ", quantile(last, 0.5),
                quantile(last, 0.99), quantile(last, 0.5) - quantile(first, 0.5));
    std::printf("\"server_cores\": %.4f, \"server_waited_s\": %.6f, ", (server.used - server_before.used) / seconds,
                server.waited - server_before.waited);
    std::printf("\"client_waited_s\": %.6f}\n", client.waited - client_before.waited);
  }

  [[nodiscard]] std::vector<double> gap_errors_us() const {
    std::vector<double> errors;
    for (const auto& stream : streams_) {
      for (std::size_t i = 1; i < stream.arrivals.size(); ++i) {
        const std::chrono::duration<double, std::micro> off =
            stream.arrivals[i] - stream.arrivals[i - 1] - options_.gap;
        errors.push_back(std::abs(off.count()));
      }
    }
    return errors;
  }

  [[nodiscard]] std::vector<double> lateness_ms(std::size_t write) const {
    std::vector<double> all;
    for (const auto& stream : streams_) {
      const auto late = stream.arrivals[write] - stream.asked - static_cast<long>(write) * options_.gap;
      all.push_back(Milliseconds(late).count());
    }
    return all;
  }

  // After its response a stream brings neither more bytes nor an end.
  void check_silence() const {
    for (const auto& stream : streams_) {
      char byte = 0;
      const auto count = recv(stream.socket, &byte, 1, MSG_DONTWAIT);
      if (count >= 0 || errno != EAGAIN) fail("bytes or an end after a response");
    }
  }

  Options options_;
  BareResponse response_;
  int epoll_;
  std::vector<Stream> streams_;
  std::size_t finished_ = 0;
  Clock::time_point last_heard_ = Clock::now();
  char buffer_[65536];
};

Options parse(int count, char** arguments) {
  const option known[] = {{"port", required_argument, nullptr, 'p'},       {"request", required_argument, nullptr, 'q'},
                          {"response", required_argument, nullptr, 'r'},   {"lengths", required_argument, nullptr, 'l'},
                          {"gap", required_argument, nullptr, 'g'},        {"streams", required_argument, nullptr, 'n'},
                          {"server-pid", required_argument, nullptr, 's'}, {nullptr, 0, nullptr, 0}};
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
        options.response = optarg;
        break;
      case 'l':
        options.lengths = optarg;
        break;
      case 'g':
        options.gap = std::chrono::microseconds(parse_number(optarg, 1'000'000));
        break;
      case 'n':
        options.streams = parse_number(optarg, 10'000);
        break;
      case 's':
        options.server_pid = parse_number(optarg, 1U << 22U);
        break;
      default:
        fail("unknown option");
    }
  }
  if (options.port == 0 || options.request.empty() || options.response == nullptr || options.lengths == nullptr ||
      options.gap.count() == 0 || options.streams == 0 || options.server_pid == 0) {
    fail("--port, --request, --response, --lengths, --gap, --streams and --server-pid are needed");
  }
  return options;
}

}  // namespace
}  // namespace wiretape::bench

int main(int count, char** arguments) {
  using namespace wiretape::bench;
  Streams(parse(count, arguments)).run();
}
