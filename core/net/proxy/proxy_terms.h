#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/net/call/proxy.h"
#include "wiretape/core/net/proxy/intercept.h"
#include "wiretape/core/net/serve/tls_server.h"

namespace wiretape::net {

/// A host that a forward proxy answers itself, and what it needs for that.
struct InterceptedHost {
  Intercept intercept;
  TlsServerContext tls;                   ///< with a certificate for the host; not null
  std::optional<Proxy> upstream_proxy{};  ///< by whose tunnel the host is called in turn; absent: none
};

/// What a forward proxy goes by. Its functions are called on the threads of connections.
struct ProxyTerms {
  std::vector<InterceptedHost> hosts;
  /// Connections to all other hosts are tunnelled; else they are refused, and nothing goes out.
  bool tunnels_others = true;
  /// By whose tunnel another host is called in turn; null: none is.
  std::function<std::optional<Proxy>(const std::string& host)> upstream_proxy{};
  /// For TLS with a client, from the answer to its CONNECT.
  std::chrono::milliseconds handshake = std::chrono::seconds(30);
  /// A client has not come to terms on TLS, perhaps since it trusts the certificate of `host` not. Null: nobody is
  /// told.
  std::function<void(const std::string& host)> on_distrusted{};
  /// Asks the handler of a connection again, at once and on its thread; set by the server that has the connections.
  std::function<void(std::uint64_t connection)> wake{};
};

}  // namespace wiretape::net
