#include "wiretape/client/websocket_url.h"

namespace wiretape::client {

HttpUrl http_url_of(std::string_view url) {
  const auto is_letter = [url](std::size_t at, char lower) { return at < url.size() && (url[at] | 0x20) == lower; };
  const std::size_t scheme = is_letter(2, 's') ? 3 : 2;
  if (!is_letter(0, 'w') || !is_letter(1, 's') || !url.substr(scheme).starts_with("://")) return {std::string(url)};
  return {"http" + std::string(url.substr(2)), 2, true};
}

}  // namespace wiretape::client
