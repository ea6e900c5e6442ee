#pragma once

#include <concepts>
#include <optional>

#include "wiretape/core/net/call/proxy.h"
#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/net/url.h"

namespace wiretape::net {

/// Whom a request goes to that came by a forward proxy.
struct Destination {
  Url url;                                ///< without a query; its path comes before that of the request
  bool is_tls_inside = false;             ///< the client speaks TLS to the proxy as if that were the host
  std::optional<Proxy> upstream_proxy{};  ///< by whose tunnel it is called; absent: none
};

/// A handler that can be told, before each request, whom a client of its forward proxy has asked for; null: nobody but
/// this server.
template <class T>
concept ProxiedHandler = Handler<T> && requires(T handler, const Destination* destination) {
  { handler.address(destination) } -> std::same_as<void>;
};

}  // namespace wiretape::net
