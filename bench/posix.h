#pragma once

#include <netinet/in.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// What the programs of the load test share. They are tools run by bench/run_bench.py: on any failure they say what
// failed on standard error and exit with status 1, so that a broken measurement can't pass for a slow one.

namespace wiretape::bench {

using Clock = std::chrono::steady_clock;

/// Says `what` (and errno's text where errno is set) and exits with status 1.
[[noreturn]] void fail(const std::string& what);

/// `result`, or fail() where it is negative.
int must(int result, const char* what);

/// The file's bytes, or fail().
[[nodiscard]] std::string read_file(const char* path);

/// `text` as a decimal number from 0 to `most`, or fail().
[[nodiscard]] std::uint64_t parse_number(const char* text, std::uint64_t most);

/// 127.0.0.`host`:`port`.
[[nodiscard]] sockaddr_in loopback(std::uint16_t port, std::uint8_t host = 1);

/// A blocking connection to 127.0.0.1:`port` from 127.0.0.`source_host`, with TCP_NODELAY, whose reads and writes fail
/// after 10 s.
[[nodiscard]] int connect_to(std::uint16_t port, std::uint8_t source_host = 1);

/// Lets a connection take `size` bytes at once where the kernel's standard buffer is smaller.
void make_room_for(int socket, std::size_t size);

/// Sends all of `bytes` on a blocking socket, or fail().
void send_all(int socket, const std::string& bytes);

/// Whether bytes that came at `offset` of a response are as expected. The request's own id, in the field that ends in
/// `request-id`, is another for each request: of it the length counts alone.
[[nodiscard]] bool is_expected(const std::string& expected, std::size_t offset, std::string_view bytes);

/// Reads exactly `expected.size()` bytes from a blocking socket; fail() where they differ from `expected` or end early.
void read_expected(int socket, const std::string& expected);

/// Makes room for `wanted` open files, or fail().
void raise_file_limit(std::size_t wanted);

}  // namespace wiretape::bench
