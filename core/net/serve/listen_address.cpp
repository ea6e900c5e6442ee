#include "wiretape/core/net/serve/listen_address.h"

#include <boost/asio/ip/address.hpp>

namespace wiretape::net {

std::string http_origin(const std::string& host, std::uint16_t port, Security security) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  const std::string scheme = security == Security::tls ? "https://" : "http://";
  return scheme + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::optional<std::string> listening_address(const std::string& host) {
  if (host == "localhost") return "127.0.0.1";
  boost::system::error_code error;
  static_cast<void>(boost::asio::ip::make_address(host, error));
  return error ? std::nullopt : std::optional(host);
}

}  // namespace wiretape::net
