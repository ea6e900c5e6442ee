#include "cli/serve/proxy_lines.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wiretape::cli {
namespace {

/// "api.openai.com:443"; without the port where any is meant.
std::string text_of(const net::Intercept& intercept) {
  const bool is_ipv6 = intercept.host.find(':') != std::string::npos;
  const auto host = is_ipv6 ? "[" + intercept.host + "]" : intercept.host;
  return intercept.port == 0 ? host : fmt::format("{}:{}", host, intercept.port);
}

}  // namespace

std::vector<std::pair<std::string_view, std::string>> proxy_environment(const std::string& url,
                                                                        const std::string& trusted) {
  return {{"HTTPS_PROXY", url},
          {"SSL_CERT_FILE", trusted},
          {"REQUESTS_CA_BUNDLE", trusted},
          {"NODE_EXTRA_CA_CERTS", trusted},
          {"NODE_USE_ENV_PROXY", "1"}};
}

std::string proxy_text(const MadeProxy& proxy, const std::string& url) {
  if (!proxy.terms) return "";
  std::string hosts;
  for (const auto& host : proxy.terms->hosts)
    hosts.append(hosts.empty() ? "" : ", ").append(text_of(host.intercept));
  std::string environment;
  for (const auto& [name, value] : proxy_environment(url, proxy.trusted.path))
    environment.append(" ").append(name).append("=").append(value);
  return fmt::format("wiretape: proxy for {}; for programs that go by it:{}\n", hosts, environment);
}

nlohmann::ordered_json proxy_json(const MadeProxy& proxy, const std::string& url) {
  if (!proxy.terms) return nullptr;
  auto hosts = nlohmann::ordered_json::array();
  for (const auto& host : proxy.terms->hosts)
    hosts.push_back(text_of(host.intercept));
  nlohmann::ordered_json environment;
  for (const auto& [name, value] : proxy_environment(url, proxy.trusted.path))
    environment[std::string(name)] = value;
  return {{"intercepted", std::move(hosts)}, {"ca_file", proxy.trusted.path}, {"environment", std::move(environment)}};
}

}  // namespace wiretape::cli
