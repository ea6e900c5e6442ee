#pragma once

#include <cstdint>
#include <string>

namespace wiretape::net {

/// An HTTP proxy that makes tunnels (CONNECT, RFC 9110 section 9.3.6).
struct Proxy {
  std::string host;
  std::uint16_t port = 0;
  std::string authorization;  ///< the value of Proxy-Authorization; "": none is sent

  friend bool operator==(const Proxy&, const Proxy&) = default;
};

}  // namespace wiretape::net
