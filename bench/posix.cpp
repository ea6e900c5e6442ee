#include "posix.h"

#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

namespace wiretape::bench {

void fail(const std::string& what) {
  const int error = errno;
  std::fprintf(stderr, "%s: %s%s%s\n", program_invocation_short_name, what.c_str(), error != 0 ? ": " : "",
               error != 0 ? std::strerror(error) : "");
  std::exit(1);
}

int must(int result, const char* what) {
  if (result < 0) fail(what);
  return result;
}

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(std::string("can't read ") + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint64_t parse_number(const char* text, std::uint64_t most) {
  std::uint64_t number = 0;
  const char* end = text + std::strlen(text);
  const auto [stop, error] = std::from_chars(text, end, number);
  if (error != std::errc{} || stop != end || number > most) {
    errno = 0;
    fail(std::string("not a number from 0 to ") + std::to_string(most) + ": " + text);
  }
  return number;
}

sockaddr_in loopback(std::uint16_t port, std::uint8_t host) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(0x7F000000U | host);
  return address;
}

int connect_to(std::uint16_t port, std::uint8_t source_host) {
  const int socket = must(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  const int on = 1;
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  must(setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
  must(setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), "SO_RCVTIMEO");
  must(setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience), "SO_SNDTIMEO");
  if (source_host != 1) {
    // The port is then chosen by connect, when the destination is known: one source address carries more streams.
    must(setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on), "IP_BIND_ADDRESS_NO_PORT");
    const auto source = loopback(0, source_host);
    must(bind(socket, reinterpret_cast<const sockaddr*>(&source), sizeof source), "bind");
  }
  const auto address = loopback(port);
  must(connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), "connect");
  return socket;
}

void make_room_for(int socket, std::size_t size) {
  const int wanted = 2 * static_cast<int>(size);
  int room = 0;
  socklen_t length = sizeof room;
  must(getsockopt(socket, SOL_SOCKET, SO_SNDBUF, &room, &length), "SO_SNDBUF");
  if (room < wanted) must(setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &wanted, sizeof wanted), "SO_SNDBUF");
}

void send_all(int socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto count = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count < 0) fail("send");
    sent += static_cast<std::size_t>(count);
  }
}

bool is_expected(const std::string& expected, std::size_t offset, std::string_view bytes) {
  constexpr std::string_view field = "request-id: ";
  const auto name = expected.substr(0, expected.find("\r\n\r\n")).find(field);
  const auto begin = name == std::string::npos ? expected.size() : name + field.size();
  const auto end = std::min(expected.find('\r', begin), expected.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const bool is_id = offset + at >= begin && offset + at < end;
    if (!is_id && (offset + at >= expected.size() || expected[offset + at] != bytes[at])) return false;
  }
  return true;
}

void read_expected(int socket, const std::string& expected) {
  char buffer[16384];
  for (std::size_t received = 0; received < expected.size();) {
    const auto count = recv(socket, buffer, std::min(sizeof buffer, expected.size() - received), 0);
    if (count < 0) fail("recv");
    const auto got = static_cast<std::size_t>(count);
    errno = 0;
    if (got == 0) fail("the response ended at byte " + std::to_string(received));
    if (!is_expected(expected, received, {buffer, got})) {
      fail("the response differs from the expected one after byte " + std::to_string(received));
    }
    received += got;
  }
}

void raise_file_limit(std::size_t wanted) {
  rlimit limit{};
  must(getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  limit.rlim_max = std::max<rlim_t>(limit.rlim_max, wanted);
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) fail("can't open " + std::to_string(wanted) + " files");
}

}  // namespace wiretape::bench
