#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wiretape::testing {

/// How a RawClient's reading ended.
enum class ReadEnd { fin, reset, timeout };

/// A blocking TCP client that shows what the server really does: bytes, FIN, RST. A read that waits longer than 30 s
/// ends with ReadEnd::timeout, so that a broken server fails a test rather than hangs it.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// Sends all of it. False where the connection is broken.
  bool send(std::string_view bytes) const;

  /// One recv of at most `most` bytes; empty at the end (see end()).
  std::string read_some(std::size_t most = 65536);

  /// Exactly `count` bytes, fewer where the stream ends first.
  std::string read(std::size_t count);

  /// Everything to the end of the stream.
  std::string read_all();

  /// Bytes up to and including `delimiter`.
  std::string read_until(std::string_view delimiter);

  /// What has come by now, without waiting; nullopt once the stream has ended.
  std::optional<std::string> read_now();

  /// Why the last read came back short.
  [[nodiscard]] ReadEnd end() const { return end_; }

  /// Sends a FIN; reading goes on.
  void shut_down_sending() const;

  /// Closes with a RST.
  void reset();

  /// Closes with a FIN.
  void close();

 private:
  int socket_ = -1;
  ReadEnd end_ = ReadEnd::fin;
};

/// What connect() to a loopback port says: 0, or an errno such as ECONNREFUSED.
[[nodiscard]] int connect_error(std::uint16_t port);

/// What bind() to a loopback port says, with SO_REUSEADDR or without: 0, or an errno such as EADDRINUSE.
[[nodiscard]] int bind_error(std::uint16_t port, bool reuse_address);

/// The body of a whole response text whose transfer coding is chunked, or what follows the head.
[[nodiscard]] std::string body_of(const std::string& response);

/// A POST with a JSON body, kept alive, as an SDK would send it.
[[nodiscard]] std::string post(std::string_view path, std::string_view json, std::string_view extra_fields = "");

}  // namespace wiretape::testing
