#pragma once

#include <cstddef>
#include <string>
#include <string_view>

struct ssl_st;
struct ssl_ctx_st;

namespace wiretape::net::testing {

/// The server's end of one connection, for scripts of a ScriptedPeer: blocking, each step as said. Nothing throws; once
/// the client is gone sends do nothing and reads return what there was.
class PeerConnection {
 public:
  explicit PeerConnection(int socket) : socket_(socket) {}
  PeerConnection(const PeerConnection&) = delete;
  PeerConnection& operator=(const PeerConnection&) = delete;
  ~PeerConnection();

  /// Shakes hands as a TLS server. False where the client refuses.
  bool start_tls(ssl_ctx_st* context);

  /// What the client asked for in its handshake: the server name, and the protocol that ALPN settled on.
  [[nodiscard]] std::string server_name() const;
  [[nodiscard]] std::string protocol() const;

  /// Reads one request: its head and as many bytes of body as its Content-Length says.
  std::string read_request();

  /// Reads `size` bytes of TCP, beneath any TLS.
  std::string read_raw(std::size_t size);

  /// Sends all of it. False where the client is gone.
  bool send(std::string_view bytes);

  /// Sends with no waiting until the connection takes no more for `patience_ms`; the number of bytes taken.
  std::size_t send_until_full(std::string_view bytes, int patience_ms);

  /// Returns once the client's kernel has acknowledged everything that was sent, read by the client or not.
  void wait_until_acknowledged() const;

  /// TLS's orderly end.
  void close_notify();

  /// FIN; the client's bytes are still read.
  void fin();

  /// RST, once the client's kernel has acknowledged everything that was sent.
  void reset();

  /// Reads until the client closes, and returns what it sent.
  std::string wait_for_close();

  /// Whether the last read ended in the client's RST.
  [[nodiscard]] bool saw_reset() const { return saw_reset_; }

 private:
  std::ptrdiff_t read_some(char* buffer, std::size_t size);

  int socket_;
  ssl_st* tls_ = nullptr;
  bool saw_reset_ = false;
};

}  // namespace wiretape::net::testing
