#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the yardsticks share: servers that look at a request only to find its end, and know one response.

namespace wiretape::bench {

/// A response and how it is cut into writes.
struct BareResponse {
  std::string bytes;
  std::vector<std::size_t> write_ends;  ///< where each write ends
};

/// The bytes of one file; the lengths of their writes from another, decimal numbers whose sum is the length of the
/// bytes. Without the second file they are one write. fail() where the sum differs.
[[nodiscard]] BareResponse load_response(const char* bytes_path, const char* lengths_path);

/// The length of the request that `received` begins with, once its head is whole.
[[nodiscard]] std::optional<std::size_t> request_length(std::string_view received);

/// A non-blocking listener on a free port of 127.0.0.1; prints `ready http://127.0.0.1:PORT`.
[[nodiscard]] int listen_and_tell();

/// The next waiting connection, non-blocking and with TCP_NODELAY; negative where there is none.
[[nodiscard]] int accept_next(int listener);

/// Has `epoll` report these events of `file` with its descriptor as data.
void watch(int epoll, int file, std::uint32_t events);

}  // namespace wiretape::bench
