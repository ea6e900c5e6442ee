// Opens N streams one after another, sends each the same request, waits for the first write of each answer, and holds
// them all open until a line comes (or the end) on standard input; prints one line of JSON as soon as all are held.
// Before it leaves it makes sure that not one stream has ended or gone on meanwhile.
//
//   bench_hold --port P --request FILE --first-write FILE --streams N

#include <getopt.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "posix.h"

namespace wiretape::bench {
namespace {

// One pair of addresses has 28,000 ports by default; some may be in use.
constexpr std::size_t streams_per_source_address = 20'000;

struct Options {
  std::uint16_t port = 0;
  std::string request;
  std::string first_write;
  std::size_t streams = 0;
};

int open_stream(const Options& options, std::size_t number) {
  const int socket = connect_to(options.port, static_cast<std::uint8_t>(1 + number / streams_per_source_address));
  send_all(socket, options.request);
  read_expected(socket, options.first_write);
  return socket;
}

void check_held(int socket) {
  char byte = 0;
  const auto count = recv(socket, &byte, 1, MSG_DONTWAIT);
  if (count >= 0 || errno != EAGAIN) fail("a stream went on or ended while it should have been held");
}

// With linger 0 there is no TIME_WAIT, so the ports are free for the next run.
void drop(int socket) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  must(setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), "SO_LINGER");
  close(socket);
}

void run(const Options& options) {
  raise_file_limit(options.streams + 64);
  const auto start = Clock::now();
  std::vector<int> sockets;
  for (std::size_t i = 0; i < options.streams; ++i)
    sockets.push_back(open_stream(options, i));
  const auto seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::printf("{\"held\": %zu, \"seconds\": %.3f}\n", sockets.size(), seconds);
  std::fflush(stdout);
  (void)std::getchar();
  for (const int socket : sockets)
    check_held(socket);
  for (const int socket : sockets)
    drop(socket);
}

Options parse(int count, char** arguments) {
  const option known[] = {{"port", required_argument, nullptr, 'p'},
                          {"request", required_argument, nullptr, 'q'},
                          {"first-write", required_argument, nullptr, 'f'},
                          {"streams", required_argument, nullptr, 'n'},
                          {nullptr, 0, nullptr, 0}};
  Options options;
  for (int name = 0; (name = getopt_long(count, arguments, "", known, nullptr)) != -1;) {
    switch (name) {
      case 'p':
        options.port = static_cast<std::uint16_t>(parse_number(optarg, 65535));
        break;
      case 'q':
        options.request = read_file(optarg);
        break;
      case 'f':
        options.first_write = read_file(optarg);
        break;
      case 'n':
        options.streams = parse_number(optarg, 1'000'000);
        break;
      default:
        fail("unknown option");
    }
  }
  if (options.port == 0 || options.request.empty() || options.first_write.empty()) {
    fail("--port, --request and --first-write are needed");
  }
  return options;
}

}  // namespace
}  // namespace wiretape::bench

int main(int count, char** arguments) {
  wiretape::bench::run(wiretape::bench::parse(count, arguments));
}
