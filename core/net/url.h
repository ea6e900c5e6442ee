#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/text/input_error.h"

namespace wiretape::net {

/// An absolute http or https URL (RFC 3986, RFC 9110 section 4.2), taken apart and otherwise left as it was: nothing is
/// decoded or normalised.
struct Url {
  bool is_tls = false;
  std::string host;         ///< a name or a numeric address; IPv6 without its brackets
  std::uint16_t port = 80;  ///< the scheme's own where the URL names none
  std::string path;         ///< empty or begins with '/'
  std::string query;        ///< without its '?'

  friend bool operator==(const Url&, const Url&) = default;
};

/// Takes a URL apart. Refused: other schemes, user information, fragments, a port outside 1–65535, and bytes that may
/// not stand in a request line (white space, control, not ASCII).
[[nodiscard]] std::variant<Url, text::InputError> parse_url(std::string_view text);

/// The value of the Host field: the port is left out where it is the scheme's own.
[[nodiscard]] std::string host_field(const Url& url);

}  // namespace wiretape::net
