#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace wiretape::net {

/// Why a port can't be listened on.
struct ListenError {
  std::string host;
  std::uint16_t port;
  std::string cause;  ///< the system's words, e.g. "Address already in use"
};

/// Whether a server speaks plain HTTP or TLS.
enum class Security { plain, tls };

/// "http://HOST:PORT" or "https://HOST:PORT", an IPv6 address in brackets.
[[nodiscard]] std::string http_origin(const std::string& host, std::uint16_t port, Security security = Security::plain);

/// The numeric address that a server listens on by the name `host`: "localhost" is 127.0.0.1 (and ::1, see
/// HostListener). nullopt where `host` is neither that nor numeric: which address a name means should not be up to a
/// resolver.
[[nodiscard]] std::optional<std::string> listening_address(const std::string& host);

}  // namespace wiretape::net
