#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wiretape::mockserver {

/// Whether a Host header ("name", "name:port", "[::1]:port") names this machine by a loopback name or address, or by
/// one of `allowed`, in any letters. Anything else is what a web page has made its own name point at (DNS rebinding).
[[nodiscard]] bool is_allowed_host(std::string_view host, const std::vector<std::string>& allowed);

/// The same for an Origin header ("http://name:port"). "null" is not allowed.
[[nodiscard]] bool is_allowed_origin(std::string_view origin, const std::vector<std::string>& allowed);

}  // namespace wiretape::mockserver
