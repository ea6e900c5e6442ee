#include "wiretape/core/net/url.h"

#include <algorithm>
#include <charconv>
#include <optional>

//   https://api.example.com:8443/v1/chat?version=2
//   scheme  host            port path    query
//
//   http://[::1]:8089/~session/@reset:event=4/v1      brackets around IPv6; '@' and ':' are ordinary in a path

namespace wiretape::net {
namespace {

constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;

bool may_stand_in_request_line(char c) {
  return c > 0x20 && c < 0x7F;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

bool is_ipv6_character(char c) {
  return is_host_character(c) || c == ':' || c == '%';
}

bool begins_with_scheme(std::string_view text, std::string_view scheme) {
  return text.size() >= scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), text.begin(), [](char lower, char c) { return lower == (c | 0x20); });
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) return std::nullopt;
  return port;
}

/// Whether what stands before the zone (RFC 4007 section 11) is written as IPv6 addresses are: whether it is one, the
/// system says.
bool looks_like_ipv6(std::string_view host) {
  const auto address = host.substr(0, host.find('%'));
  return address.find(':') != std::string_view::npos &&
         address.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

/// Reads "host", "host:port", "[v6]" or "[v6]:port", which begins at `offset` of the whole text, into `url`.
std::optional<text::InputError> parse_authority(std::string_view authority, std::size_t offset, Url& url) {
  if (authority.find('@') != std::string_view::npos) {
    return text::InputError{offset, "user information", "a host", "give the key apart"};
  }
  const bool is_ipv6 = authority.starts_with('[');
  const std::size_t host_begin = is_ipv6 ? 1 : 0;
  const std::size_t host_end = std::min(authority.find(is_ipv6 ? ']' : ':'), authority.size());
  const auto host = authority.substr(host_begin, host_end - std::min(host_begin, host_end));
  if (host.empty()) return text::InputError{offset, "no host", "a host name or address"};
  if (!std::all_of(host.begin(), host.end(), is_ipv6 ? is_ipv6_character : is_host_character)) {
    return text::InputError{offset, quoted(host), "a host name of letters, digits, '.', '-' and '_', or an address"};
  }
  if (is_ipv6 && !looks_like_ipv6(host))
    return text::InputError{offset, quoted(host), "an IPv6 address in the brackets"};
  url.host = host;

  auto rest = authority.substr(host_end);
  if (is_ipv6 && !rest.starts_with(']'))
    return text::InputError{offset + authority.size(), "no ']'", "']' after an IPv6 address"};
  if (is_ipv6) rest.remove_prefix(1);
  if (rest.empty()) return std::nullopt;
  const auto port = rest.starts_with(':') ? parse_port(rest.substr(1)) : std::nullopt;
  if (!port) {
    return text::InputError{offset + authority.size() - rest.size(), quoted(rest),
                            "':' and a port from 1 to 65535, or '/'"};
  }
  url.port = *port;
  return std::nullopt;
}

}  // namespace

std::variant<Url, text::InputError> parse_url(std::string_view text) {
  const auto bad = std::find_if_not(text.begin(), text.end(), may_stand_in_request_line);
  if (bad != text.end()) {
    return text::InputError{static_cast<std::size_t>(bad - text.begin()), "a byte that may not stand in a URL",
                            "printable ASCII", "percent-encode the rest"};
  }
  if (const auto hash = text.find('#'); hash != std::string_view::npos)
    return text::InputError{hash, "a fragment", "no '#'"};

  constexpr std::string_view http = "http://";
  constexpr std::string_view https = "https://";
  Url url;
  url.is_tls = begins_with_scheme(text, https);
  if (!url.is_tls && !begins_with_scheme(text, http))
    return text::InputError{0, text.empty() ? "nothing" : "another scheme, or none", "http:// or https://"};
  url.port = url.is_tls ? https_port : http_port;

  const std::size_t begin = url.is_tls ? https.size() : http.size();
  const std::size_t end = std::min(text.find_first_of("/?", begin), text.size());
  if (auto error = parse_authority(text.substr(begin, end - begin), begin, url)) return *std::move(error);

  const std::size_t question = std::min(text.find('?', end), text.size());
  url.path = text.substr(end, question - end);
  if (question < text.size()) url.query = text.substr(question + 1);
  return url;
}

std::string host_field(const Url& url) {
  const bool is_ipv6 = url.host.find(':') != std::string::npos;
  std::string field = is_ipv6 ? "[" + url.host + "]" : url.host;
  if (url.port != (url.is_tls ? https_port : http_port)) field += ":" + std::to_string(url.port);
  return field;
}

}  // namespace wiretape::net
