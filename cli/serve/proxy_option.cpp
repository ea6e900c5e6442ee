#include "cli/serve/proxy_option.h"

#include <cstddef>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/print/standard_error.h"

namespace wiretape::cli {
namespace {

using Intercepts = std::vector<net::Intercept>;

std::variant<Intercepts, ProxyOptionError> parse_intercepts(const std::vector<std::string>& texts) {
  Intercepts intercepts;
  for (const auto& text : texts) {
    auto parsed = net::parse_intercept(text);
    if (const auto* error = std::get_if<text::InputError>(&parsed)) {
      return ProxyOptionError{fmt::format("--intercept '{}', byte {}: found {}, expected {}{}{}", text, error->offset,
                                          error->found, error->expected, error->hint.empty() ? "" : "; ", error->hint)};
    }
    intercepts.push_back(std::get<net::Intercept>(std::move(parsed)));
  }
  return intercepts;
}

std::variant<net::HostsAuthority, ProxyOptionError> make_authority(const Intercepts& intercepts) {
  std::vector<std::string> hosts;
  for (const auto& intercept : intercepts)
    hosts.push_back(intercept.host);
  auto made = net::make_hosts_authority(hosts);
  if (const auto* error = std::get_if<net::TlsServerError>(&made)) return ProxyOptionError{to_string(*error)};
  return std::get<net::HostsAuthority>(std::move(made));
}

net::ProxyTerms terms_of(Intercepts intercepts, std::vector<net::TlsServerContext> servers, std::string trusted) {
  net::ProxyTerms terms;
  for (std::size_t i = 0; i < intercepts.size(); ++i)
    terms.hosts.push_back({.intercept = std::move(intercepts[i]), .tls = std::move(servers[i])});
  terms.on_distrusted = [trusted = std::move(trusted)](const std::string& host) {
    tell("wiretape: {}: the application did not agree on TLS with the proxy; have it trust {}\n", host, trusted);
  };
  return terms;
}

}  // namespace

void add_proxy_options(CLI::App& command, ProxyArguments& arguments, const std::string& type) {
  auto* proxy = command.add_flag("--proxy", arguments.is_on,
                                 "Be a forward proxy, too, for programs whose host can't be changed: HTTPS_PROXY");
  proxy->excludes(command.get_option("--tls"))->excludes(command.get_option("--tls-cert"));
  command
      .add_option("--intercept", arguments.intercepts,
                  "A host that the proxy answers itself, with a certificate made now; any number")
      ->needs(proxy)
      ->type_name(type);
  command
      .add_option("--proxy-ca-file", arguments.authority_file,
                  "Where --proxy writes the certificates that clients are to trust; default: a temporary file")
      ->needs(proxy);
}

std::variant<MadeProxy, ProxyOptionError> make_proxy(const ProxyArguments& arguments) {
  if (!arguments.is_on) return MadeProxy{};
  if (arguments.intercepts.empty()) return ProxyOptionError{"--proxy needs --intercept HOST: whose requests are meant"};
  auto intercepts = parse_intercepts(arguments.intercepts);
  if (auto* error = std::get_if<ProxyOptionError>(&intercepts)) return std::move(*error);
  auto made = make_authority(std::get<Intercepts>(intercepts));
  if (auto* error = std::get_if<ProxyOptionError>(&made)) return std::move(*error);
  auto& authority = std::get<net::HostsAuthority>(made);
  // Programs that are told of one file trust nothing else.
  auto written =
      write_authority_file(arguments.authority_file, authority.certificate + system_authorities(), "--proxy-ca-file");
  if (auto* error = std::get_if<AuthorityFileError>(&written)) return ProxyOptionError{std::move(error->what)};
  MadeProxy proxy{.terms = std::nullopt, .trusted = std::get<AuthorityFile>(std::move(written))};
  proxy.terms = terms_of(std::get<Intercepts>(std::move(intercepts)), std::move(authority.servers), proxy.trusted.path);
  return proxy;
}

}  // namespace wiretape::cli
