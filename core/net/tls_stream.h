#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "wiretape/core/net/send_now.h"

struct ssl_st;
struct ssl_ctx_st;

namespace wiretape::net {

/// What a step of TLS came to.
enum class TlsStep {
  done,
  wants_read,   ///< again once the socket is readable
  wants_write,  ///< again once the socket is writable
  plain_http,   ///< of a handshake: the peer speaks HTTP without TLS; no byte was sent
  ended,        ///< the peer has ended TLS or TCP, or broke the protocol
};

/// The server's end of a TLS connection over a non-blocking socket, which it neither owns nor waits for. It sends
/// through send_now(), so no signal is ever raised, and it holds no bytes back but the rest of a record that the kernel
/// took in part. Small: all of it is behind one pointer. Not thread safe.
class TlsStream {
 public:
  /// Fails only for want of memory: then every step is `ended`.
  TlsStream(ssl_ctx_st* context, int socket);

  /// Goes on with the handshake.
  [[nodiscard]] TlsStep shake_hands();

  struct ReadResult {
    TlsStep step = TlsStep::ended;
    std::size_t size = 0;  ///< with `done`, more than 0
  };

  /// Reads what has come; at most `size` bytes.
  [[nodiscard]] ReadResult read(char* buffer, std::size_t size);

  /// Sends as records of at most 16 KiB of `bytes` (RFC 8446 section 5.1). A record counts as sent once the kernel has
  /// all of it; where `sent` is less than offered, the next call must offer the bytes from there on.
  [[nodiscard]] SendResult send(std::string_view bytes);

  /// Sends close_notify (RFC 8446 section 6.1), once; the peer's own is not waited for. `wants_write`: call again.
  [[nodiscard]] TlsStep notify_close();

 private:
  [[nodiscard]] TlsStep step_after(int result) const;

  struct Free {
    void operator()(ssl_st* connection) const;
  };
  std::unique_ptr<ssl_st, Free> connection_;
};

}  // namespace wiretape::net
