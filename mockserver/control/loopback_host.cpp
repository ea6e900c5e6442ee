#include "wiretape/mockserver/control/loopback_host.h"

#include <algorithm>

#include <boost/asio/ip/address.hpp>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::mockserver {
namespace {

bool is_port_or_nothing(std::string_view text) {
  return text.empty() || (text.front() == ':' && std::ranges::all_of(text.substr(1), wire::is_digit));
}

/// The name or address without brackets and port; "" where it is neither.
std::string_view without_port(std::string_view host) {
  const bool has_brackets = host.starts_with('[');
  const auto end = std::min(host.find(has_brackets ? ']' : ':'), host.size());
  const auto rest = host.substr(has_brackets ? std::min(end + 1, host.size()) : end);
  if ((has_brackets && end == host.size()) || !is_port_or_nothing(rest)) return "";
  return has_brackets ? host.substr(1, end - 1) : host.substr(0, end);
}

}  // namespace

bool is_allowed_host(std::string_view host, const std::vector<std::string>& allowed) {
  const auto name = without_port(host);
  if (wire::equal_ignoring_case(name, "localhost")) return true;
  const auto is_same = [&](const std::string& other) { return wire::equal_ignoring_case(name, other); };
  if (std::ranges::any_of(allowed, is_same)) return true;
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(std::string(name), error);
  return !error && address.is_loopback();
}

bool is_allowed_origin(std::string_view origin, const std::vector<std::string>& allowed) {
  const auto scheme_end = origin.find("://");
  return scheme_end != origin.npos && is_allowed_host(origin.substr(scheme_end + 3), allowed);
}

}  // namespace wiretape::mockserver
