#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/net/call/proxy_tunnel.h"
#include "wiretape/core/net/url.h"
#include "wiretape/core/text/input_error.h"

namespace wiretape::recorder::relay {

/// A provider that requests are passed on to.
struct Upstream {
  std::string name;                   ///< the first segment of the paths that go there; "": all that go to no other do
  net::Url url;                       ///< without a query; its path comes before that of each request
  std::optional<net::Proxy> proxy{};  ///< by whose tunnel it is called; absent: none
};

/// Reads `URL` or `NAME=URL`; a name has letters, digits, '-', '_' and '.'.
[[nodiscard]] std::variant<Upstream, text::InputError> parse_upstream(std::string_view text);

/// Whether a host is a name or an address of this machine's loopback.
[[nodiscard]] bool is_this_machine(const std::string& host);

/// "https://api.openai.com", without a path.
[[nodiscard]] std::string origin_of(const Upstream& upstream);

/// Where a request goes.
struct Route {
  const Upstream* upstream;
  std::string target;        ///< as upstream is asked for it
  std::string plain_target;  ///< as it was asked for, without the upstream's name
};

/// Where a request goes that is for this upstream, whatever its path says; `target` may be absolute. Nullopt: no path.
/// Valid as long as the upstream stays where it is.
[[nodiscard]] std::optional<Route> route_to(const Upstream& upstream, std::string_view target);

/// All that a relay passes on to.
class Upstreams {
 public:
  Upstreams() = default;

  /// The error is a sentence: two have the same name.
  [[nodiscard]] static std::variant<Upstreams, std::string> of(std::vector<Upstream> upstreams);

  /// By the first segment of its path, which is taken off; `target` may be absolute. Nullopt: it goes nowhere. The
  /// route is valid as long as this stays where it is.
  [[nodiscard]] std::optional<Route> route(std::string_view target) const;

  [[nodiscard]] const std::vector<Upstream>& all() const { return upstreams_; }

  [[nodiscard]] bool have_tls() const;

  /// The first that is not on this machine; null where all are. Valid as long as this stays where it is.
  [[nodiscard]] const Upstream* first_elsewhere() const;

 private:
  [[nodiscard]] const Upstream* find(std::string_view name) const;

  std::vector<Upstream> upstreams_;
};

}  // namespace wiretape::recorder::relay
