#include "tests/support/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::testing {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// 0 or an errno.
int connect_to(int socket, std::uint16_t port) {
  const auto address = loopback(port);
  return ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 ? 0 : errno;
}

}  // namespace

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval timeout{30, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
  EXPECT_EQ(connect_to(socket_, port), 0);
}

RawClient::~RawClient() {
  close();
}

bool RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;  // what the server then does is for the reads to show
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string RawClient::read_some(std::size_t most) {
  std::string bytes(most, '\0');
  const auto size = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (size == 0) end_ = ReadEnd::fin;
  if (size < 0) end_ = errno == EAGAIN || errno == EWOULDBLOCK ? ReadEnd::timeout : ReadEnd::reset;
  bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return bytes;
}

std::optional<std::string> RawClient::read_now() {
  std::string bytes(65536, '\0');
  const auto size = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (size == 0 || (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK)) return std::nullopt;
  bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return bytes;
}

std::string RawClient::read(std::size_t count) {
  std::string all;
  while (all.size() < count) {
    const auto bytes = read_some(count - all.size());
    if (bytes.empty()) break;
    all += bytes;
  }
  return all;
}

std::string RawClient::read_all() {
  std::string all;
  for (auto bytes = read_some(); !bytes.empty(); bytes = read_some())
    all += bytes;
  return all;
}

std::string RawClient::read_until(std::string_view delimiter) {
  std::string all;
  while (!all.ends_with(delimiter)) {
    const auto bytes = read_some(1);
    if (bytes.empty()) break;
    all += bytes;
  }
  return all;
}

void RawClient::shut_down_sending() const {
  ::shutdown(socket_, SHUT_WR);
}

void RawClient::reset() {
  const linger abort{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
  close();
}

void RawClient::close() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

int connect_error(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int error = connect_to(socket, port);
  ::close(socket);
  return error;
}

int bind_error(std::uint16_t port, bool reuse_address) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int reuse = reuse_address ? 1 : 0;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof(reuse));
  const auto address = loopback(port);
  const int error = ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 ? 0 : errno;
  ::close(socket);
  return error;
}

std::string body_of(const std::string& response) {
  wire::HttpResponseReader reader;
  std::string body;
  for (std::string_view input = response;;) {
    const auto step = reader.next(input);
    if (const auto* bytes = std::get_if<wire::HttpBodyBytes>(&step)) {
      body += bytes->bytes;
    } else if (!std::holds_alternative<wire::HttpResponseHeadDone>(step)) {
      return body;
    }
  }
}

std::string post(std::string_view path, std::string_view json, std::string_view extra_fields) {
  std::string request = "POST ";
  request.append(path)
      .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
      .append(extra_fields);
  request.append("Content-Length: ").append(std::to_string(json.size())).append("\r\n\r\n").append(json);
  return request;
}

}  // namespace wiretape::testing
