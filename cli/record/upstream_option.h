#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "wiretape/core/net/proxy/proxy_terms.h"
#include "wiretape/recorder/relay/relay_terms.h"

#include "cli/record/record_arguments.h"

namespace wiretape::cli {

/// Why upstreams can't be called: a sentence that names the option.
struct UpstreamOptionError {
  std::string what;
};

/// Whom requests are passed on to, with the certificates loaded that are trusted where any is https.
[[nodiscard]] std::variant<recorder::relay::UpstreamOptions, UpstreamOptionError> read_upstreams(
    const RecordArguments& arguments);

/// Has a proxy call its hosts, and make its tunnels, by the proxy that the environment names for each (proxy_for()).
/// `port` is where it is to listen itself; 0: not known yet.
[[nodiscard]] std::optional<UpstreamOptionError> use_environment_proxies(net::ProxyTerms& terms, std::uint16_t port);

}  // namespace wiretape::cli
