#pragma once

#include <optional>
#include <string_view>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// Whether `text` is uri-host [ ":" port ] with a host that isn't empty (RFC 3986 section 3.2, RFC 9110 section 7.2):
/// a name, an IPv4 address or a bracketed IP literal; no user information, path, white space or list.
[[nodiscard]] bool is_host_and_port(std::string_view text);

/// What is wrong with a request's target (RFC 9112 section 3.2), or nullopt. Sound are: "/…" and scheme "://" … for
/// every method but CONNECT, host ":" port for CONNECT, "*" for OPTIONS; of visible ASCII without "#". Percent signs
/// and the characters that RFC 3986 excludes but clients send (quotes, braces, bars) are not looked at.
/// `offset` is counted from the target's first byte.
[[nodiscard]] std::optional<HttpError> check_request_target(std::string_view method, std::string_view target);

}  // namespace wiretape::wire
