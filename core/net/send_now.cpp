#include "wiretape/core/net/send_now.h"

#include <sys/socket.h>

#include <cerrno>

namespace wiretape::net {

SendResult send_now(int socket, std::string_view bytes) {
  for (;;) {
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) return {static_cast<std::size_t>(sent), false};
    if (errno == EINTR) continue;
    return {0, errno != EAGAIN && errno != EWOULDBLOCK};
  }
}

}  // namespace wiretape::net
