#include "cli/record/upstream_option.h"

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
  if (!options.upstreams.have_tls()) return options;
  auto tls = net::make_tls_client_context(arguments.upstream_authority);
  if (const auto* error = std::get_if<net::TlsError>(&tls)) return UpstreamOptionError{"--upstream-ca: " + error->what};
  options.tls = std::get<net::TlsClientContext>(std::move(tls));
  return options;
}

}  // namespace wiretape::cli
