#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "wiretape/core/net/call/client_stream.h"

namespace wiretape::net {

/// An HTTP proxy that makes tunnels (CONNECT, RFC 9110 section 9.3.6).
struct Proxy {
  std::string host;
  std::uint16_t port = 0;
  std::string authorization;  ///< the value of Proxy-Authorization; "": none is sent

  friend bool operator==(const Proxy&, const Proxy&) = default;
};

/// Asks the proxy at the other end of `stream` for a tunnel to `host` and `port`. `handler` is called once, never
/// before this returns: with "", and what is read and written from then on goes there; or with a sentence that says
/// what the proxy answered. The handler must keep the stream alive; once the stream is closed it may be called with
/// anything.
void open_tunnel(ClientStream& stream, const std::string& host, std::uint16_t port, const Proxy& proxy,
                 std::function<void(std::string)> handler);

}  // namespace wiretape::net
