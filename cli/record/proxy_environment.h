#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/net/call/proxy_tunnel.h"
#include "wiretape/core/net/url.h"

namespace wiretape::cli {

/// Why a proxy that the environment names can't be used: a sentence that names the variable, and no password.
struct ProxyError {
  std::string what;
};

/// The value of an environment variable, or nullopt.
using ProxyEnvironment = std::function<std::optional<std::string>(std::string_view name)>;

/// The proxy by which an https URL is to be called: that of HTTPS_PROXY or ALL_PROXY, in small letters too, unless
/// NO_PROXY lists its host, a domain that it is in, or `*`. Nullopt for none, and for every http URL.
[[nodiscard]] std::variant<std::optional<net::Proxy>, ProxyError> proxy_for(const net::Url& url,
                                                                            const ProxyEnvironment& environment);

}  // namespace wiretape::cli
