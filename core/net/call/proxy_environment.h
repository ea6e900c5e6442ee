#pragma once

#include <optional>
#include <string>
#include <variant>

#include "wiretape/core/net/call/proxy_tunnel.h"
#include "wiretape/core/net/process_environment.h"
#include "wiretape/core/net/url.h"

namespace wiretape::net {

/// Why a proxy that the environment names can't be used: a sentence that names the variable, and no password.
struct ProxyError {
  std::string what;
};

/// The proxy by which an https URL is to be called: that of HTTPS_PROXY or ALL_PROXY, in small letters too, unless
/// NO_PROXY lists its host, a domain that it is in, or `*`. Nullopt for none, and for every http URL.
[[nodiscard]] std::variant<std::optional<Proxy>, ProxyError> proxy_for(const Url& url, const Environment& environment);

}  // namespace wiretape::net
