#include "cli/record/upstream_option.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/net/call/proxy_environment.h"

namespace wiretape::cli {
namespace {

using recorder::relay::Upstream;
using recorder::relay::UpstreamOptions;
using recorder::relay::Upstreams;

/// Whether a proxy is this recorder, which would pass on to itself for ever.
bool is_itself(const net::Proxy& proxy, std::uint16_t port) {
  const bool is_here = proxy.host == "localhost" || proxy.host == "127.0.0.1" || proxy.host == "::1";
  return is_here && port != 0 && proxy.port == port;
}

net::Url https_url(const std::string& host) {
  return {.is_tls = true, .host = host, .port = 443, .path = "", .query = ""};
}

/// By whom a recorder that listens on `port` calls `url`.
std::variant<std::optional<net::Proxy>, UpstreamOptionError> upstream_proxy(const net::Url& url, std::uint16_t port) {
  auto proxy = net::proxy_for(url, net::process_environment);
  if (auto* error = std::get_if<net::ProxyError>(&proxy)) return UpstreamOptionError{std::move(error->what)};
  auto& found = std::get<std::optional<net::Proxy>>(proxy);
  if (found && is_itself(*found, port))
    return UpstreamOptionError{"HTTPS_PROXY names this recorder itself; set it for the application alone"};
  return std::move(found);
}

/// Of a tunnel to a host: what is wrong with the environment was found before anybody asked.
std::optional<net::Proxy> tunnel_proxy(const std::string& host) {
  auto proxy = net::proxy_for(https_url(host), net::process_environment);
  auto* found = std::get_if<std::optional<net::Proxy>>(&proxy);
  return found == nullptr ? std::nullopt : std::move(*found);
}

std::variant<Upstreams, UpstreamOptionError> parse_all(const std::vector<std::string>& texts) {
  std::vector<Upstream> all;
  for (const auto& text : texts) {
    auto parsed = recorder::relay::parse_upstream(text);
    if (const auto* error = std::get_if<text::InputError>(&parsed)) {
      return UpstreamOptionError{fmt::format("--upstream '{}', byte {}: found {}, expected {}{}{}", text, error->offset,
                                             error->found, error->expected, error->hint.empty() ? "" : "; ",
                                             error->hint)};
    }
    auto& upstream = std::get<Upstream>(parsed);
    auto proxy = net::proxy_for(upstream.url, net::process_environment);
    if (auto* error = std::get_if<net::ProxyError>(&proxy)) return UpstreamOptionError{std::move(error->what)};
    upstream.proxy = std::get<std::optional<net::Proxy>>(std::move(proxy));
    all.push_back(std::move(upstream));
  }
  auto upstreams = Upstreams::of(std::move(all));
  if (auto* error = std::get_if<std::string>(&upstreams)) return UpstreamOptionError{"--upstream: " + *error};
  return std::get<Upstreams>(std::move(upstreams));
}

}  // namespace

std::variant<UpstreamOptions, UpstreamOptionError> read_upstreams(const RecordArguments& arguments) {
  auto upstreams = parse_all(arguments.upstreams);
  if (auto* error = std::get_if<UpstreamOptionError>(&upstreams)) return std::move(*error);
  auto options = arguments.relay.upstream;
  options.upstreams = std::get<Upstreams>(std::move(upstreams));
  if (arguments.keeps_encoding) options.accept_encoding = recorder::relay::AcceptEncoding::as_asked;
  if (!options.upstreams.have_tls() && !arguments.proxy.is_on) return options;
  auto tls = net::make_tls_client_context(arguments.upstream_authority);
  if (const auto* error = std::get_if<net::TlsError>(&tls)) return UpstreamOptionError{"--upstream-ca: " + error->what};
  options.tls = std::get<net::TlsClientContext>(std::move(tls));
  return options;
}

std::optional<UpstreamOptionError> use_environment_proxies(net::ProxyTerms& terms, std::uint16_t port) {
  for (auto& host : terms.hosts) {
    auto proxy = upstream_proxy(net::called_for(host.intercept), port);
    if (auto* error = std::get_if<UpstreamOptionError>(&proxy)) return std::move(*error);
    host.upstream_proxy = std::get<std::optional<net::Proxy>>(std::move(proxy));
  }
  auto of_others = upstream_proxy(https_url("a-host-to-tunnel.invalid"), port);
  if (auto* error = std::get_if<UpstreamOptionError>(&of_others)) return std::move(*error);
  terms.upstream_proxy = tunnel_proxy;
  return std::nullopt;
}

}  // namespace wiretape::cli
