#pragma once

#include <optional>
#include <string>
#include <variant>

#include "wiretape/client/options.h"
#include "wiretape/core/net/process_environment.h"
#include "wiretape/core/net/url.h"
#include "wiretape/core/provider/dialect.h"

namespace wiretape::client {

struct CallRequest;  // transport.h

/// Where requests go and what is known of who answers.
struct Endpoint {
  net::Url url;     ///< the base URL, as the provider's own SDK takes one
  std::string key;  ///< empty: none is sent
  const provider::Dialect* dialect;
  std::string default_model;         ///< empty: none
  bool requires_terminator = false;  ///< only for a preset at its own address: another host may be anybody
  bool is_websocket = false;         ///< the base URL was ws:// or wss://, and `url` is the http:// or https:// of it
};

/// Options come first, then the preset's environment variables, then the preset. A provider at its own address needs a
/// key; a host that was named need not.
[[nodiscard]] std::variant<Endpoint, ConfigurationError> find_endpoint(const Options& options,
                                                                       const net::Environment& environment);

/// The request as it goes over the wire, and whom to send it to; the limits on time are left as they are by default. It
/// asks to close the connection afterwards.
[[nodiscard]] CallRequest call_request(const Endpoint& endpoint, const provider::ChatRequest& request);

}  // namespace wiretape::client
