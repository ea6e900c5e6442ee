#include "wiretape/core/net/call/proxy_environment.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/percent_encoding.h"

namespace wiretape::net {
namespace {

struct Named {
  std::string_view variable;
  std::string value;
};

template <std::size_t Count>
std::optional<Named> first_set(const std::array<std::string_view, Count>& names, const Environment& environment) {
  for (const std::string_view name : names) {
    if (auto value = environment(name)) return Named{name, *std::move(value)};
  }
  return std::nullopt;
}

/// Whether an entry of NO_PROXY is the host or a domain that it is in.
bool covers(std::string_view entry, std::string_view host) {
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry == "*" || entry == host) return true;
  return !entry.empty() && host.size() > entry.size() && host.ends_with(entry) &&
         host[host.size() - entry.size() - 1] == '.';
}

bool is_excepted(std::string_view host, std::string_view list) {
  while (!list.empty()) {
    const auto end = std::min(list.find_first_of(", "), list.size());
    if (covers(list.substr(0, end), host)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// Takes "user:password@" off a proxy's URL; what Proxy-Authorization is to say, or "".
std::string take_credentials(std::string& url) {
  const auto begin = url.find("://") == std::string::npos ? 0 : url.find("://") + 3;
  const auto at = url.rfind('@', url.find('/', begin));
  if (at == std::string::npos || at < begin) return "";
  const auto credentials = url.substr(begin, at - begin);
  url.erase(begin, at + 1 - begin);
  return "Basic " + text::encode_base64(text::percent_decoded(credentials).value_or(credentials));
}

}  // namespace

std::variant<std::optional<Proxy>, ProxyError> proxy_for(const Url& url, const Environment& environment) {
  if (!url.is_tls) return std::nullopt;
  constexpr std::array<std::string_view, 4> proxies{"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"};
  constexpr std::array<std::string_view, 2> exceptions{"NO_PROXY", "no_proxy"};
  auto named = first_set(proxies, environment);
  const auto excepted = first_set(exceptions, environment);
  if (!named || (excepted && is_excepted(url.host, excepted->value))) return std::nullopt;
  auto authorization = take_credentials(named->value);
  if (named->value.find("://") == std::string::npos) named->value.insert(0, "http://");
  const auto parsed = parse_url(named->value);
  const auto* proxy = std::get_if<Url>(&parsed);
  if (proxy == nullptr || proxy->is_tls) {
    return ProxyError{
        fmt::format("{} names no proxy that can be used; expected http://HOST:PORT, or unset it", named->variable)};
  }
  return Proxy{proxy->host, proxy->port, std::move(authorization)};
}

}  // namespace wiretape::net
