// Measures once how long a server takes from exec to the end of its first answer: starts COMMAND on the given core,
// reads its standard output up to the ready line, takes the first port in it, sends the request, reads the response,
// compares it, prints the milliseconds since before the fork, and ends the server.
//
//   bench_first_answer --core N --request FILE --response FILE -- COMMAND ARGUMENTS…

#include <getopt.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "posix.h"

namespace wiretape::bench {
namespace {

constexpr int patience_ms = 10'000;

struct Options {
  std::size_t core = 0;
  std::string request;
  std::string response;
  char** command = nullptr;
};

struct Server {
  pid_t pid;
  int output;
};

[[noreturn]] void become_server(const Options& options, int output) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(options.core, &cores);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (sched_setaffinity(0, sizeof cores, &cores) == 0 && dup2(output, STDOUT_FILENO) >= 0) {
    execvp(options.command[0], options.command);
  }
  _exit(127);
}

Server start(const Options& options) {
  int ends[2];
  must(pipe(ends), "pipe");
  const pid_t pid = must(fork(), "fork");
  if (pid == 0) become_server(options, ends[1]);
  close(ends[1]);
  return {.pid = pid, .output = ends[0]};
}

std::string read_line(int file) {
  std::string line;
  char buffer[4096];
  while (line.find('\n') == line.npos) {
    pollfd readable{.fd = file, .events = POLLIN, .revents = 0};
    errno = 0;
    if (poll(&readable, 1, patience_ms) <= 0) fail("the server doesn't say that it is ready");
    const auto count = read(file, buffer, sizeof buffer);
    if (count <= 0) fail("the server ended before it was ready");
    line.append(buffer, static_cast<std::size_t>(count));
  }
  return line.substr(0, line.find('\n'));
}

// The number behind the first colon that a digit follows.
std::uint16_t port_in(const std::string& ready_line) {
  constexpr const char* digits = "0123456789";
  std::size_t colon = ready_line.find(':');
  while (colon != ready_line.npos && ready_line.find_first_of(digits, colon) != colon + 1) {
    colon = ready_line.find(':', colon + 1);
  }
  errno = 0;
  if (colon == ready_line.npos) fail("no port in the ready line: " + ready_line);
  const auto end = ready_line.find_first_not_of(digits, colon + 1);
  const auto port = ready_line.substr(colon + 1, end == ready_line.npos ? end : end - colon - 1);
  return static_cast<std::uint16_t>(parse_number(port.c_str(), 65535));
}

void end(const Server& server) {
  kill(server.pid, SIGKILL);
  must(waitpid(server.pid, nullptr, 0), "waitpid");
}

void run(const Options& options) {
  const auto start_time = Clock::now();
  const auto server = start(options);
  const int socket = connect_to(port_in(read_line(server.output)));
  send_all(socket, options.request);
  read_expected(socket, options.response);
  const std::chrono::duration<double, std::milli> elapsed = Clock::now() - start_time;
  end(server);
  std::printf("{\"milliseconds\": %.4f}\n", elapsed.count());
}

Options parse(int count, char** arguments) {
  const option known[] = {{"core", required_argument, nullptr, 'c'},
                          {"request", required_argument, nullptr, 'q'},
                          {"response", required_argument, nullptr, 'r'},
                          {nullptr, 0, nullptr, 0}};
  Options options;
  for (int name = 0; (name = getopt_long(count, arguments, "+", known, nullptr)) != -1;) {
    switch (name) {
      case 'c':
        options.core = parse_number(optarg, CPU_SETSIZE - 1);
        break;
      case 'q':
        options.request = read_file(optarg);
        break;
      case 'r':
        options.response = read_file(optarg);
        break;
      default:
        fail("unknown option");
    }
  }
  options.command = arguments + optind;
  if (options.request.empty() || options.response.empty() || *options.command == nullptr) {
    fail("--request, --response and a command are needed");
  }
  return options;
}

}  // namespace
}  // namespace wiretape::bench

int main(int count, char** arguments) {
  wiretape::bench::run(wiretape::bench::parse(count, arguments));
}
