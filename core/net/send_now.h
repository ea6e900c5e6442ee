#pragma once

#include <cstddef>
#include <string_view>

namespace wiretape::net {

/// What the kernel took of bytes offered to it.
struct SendResult {
  std::size_t sent = 0;    ///< fewer than offered: the send buffer is full
  bool is_broken = false;  ///< the peer is gone (reset, or closed and answered with RST)
};

/// One send(2) that neither blocks nor raises SIGPIPE.
[[nodiscard]] SendResult send_now(int socket, std::string_view bytes);

}  // namespace wiretape::net
