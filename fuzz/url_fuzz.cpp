// Any text is a URL or a mistake inside it; a URL's parts, put together again, are the same URL.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/net/url.h"

namespace {

using wiretape::net::Url;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string together(const Url& url) {
  const bool is_ipv6 = url.host.find(':') != std::string::npos;
  std::string text = url.is_tls ? "https://" : "http://";
  text += (is_ipv6 ? "[" + url.host + "]" : url.host) + ":" + std::to_string(url.port) + url.path;
  return url.query.empty() ? text : text + "?" + url.query;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = wiretape::net::parse_url(text);
  if (const auto* error = std::get_if<wiretape::text::InputError>(&parsed)) {
    require(error->offset <= size && !error->found.empty() && !error->expected.empty());
    return 0;
  }
  const auto& url = std::get<Url>(parsed);
  require(!url.host.empty() && url.port != 0 && (url.path.empty() || url.path.front() == '/'));
  require(wiretape::net::host_field(url).find(url.host) != std::string::npos);
  const auto again = wiretape::net::parse_url(together(url));
  require(std::holds_alternative<Url>(again) && std::get<Url>(again) == url);
  return 0;
}
