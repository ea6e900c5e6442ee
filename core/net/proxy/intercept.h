#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/net/url.h"
#include "wiretape/core/text/input_error.h"

namespace wiretape::net {

/// A host whose connections a forward proxy answers itself, in place of passing their bytes on.
struct Intercept {
  std::string host;              ///< in small letters; IPv6 without its brackets
  std::uint16_t port = 0;        ///< 0: any
  std::optional<Url> instead{};  ///< whom its requests go to in its place, without a query; absent: to itself

  friend bool operator==(const Intercept&, const Intercept&) = default;
};

/// Reads `HOST`, `HOST:PORT`, `HOST=URL` or `HOST:PORT=URL`; IPv6 in brackets.
[[nodiscard]] std::variant<Intercept, text::InputError> parse_intercept(std::string_view text);

/// Whether it is meant by a client that asks for this. `asked` has a host and a port.
[[nodiscard]] bool intercepts(const Intercept& intercept, const Url& asked);

/// Whom requests go to that come for its host by https: `instead`, or itself, at port 443 where it may be any.
[[nodiscard]] Url called_for(const Intercept& intercept);

}  // namespace wiretape::net
