#pragma once

#include <memory>
#include <optional>

#include "wiretape/core/net/call/client_stream.h"
#include "wiretape/core/net/serve/handler.h"
#include "wiretape/recorder/relay/upstream.h"

namespace wiretape::recorder::relay {

/// The connection to an upstream that was asked last on an application's connection, kept for its next request there.
/// Not thread safe: for use on the connection's executor.
class KeptConnection {
 public:
  KeptConnection() = default;
  KeptConnection(std::unique_ptr<net::ClientStream> stream, const Upstream& upstream, net::Time now);

  /// Gives it away if it leads to `upstream`, neither side has done anything since, and that was not long ago: servers
  /// close what is idle, many after 5 s. Else null, and it is closed.
  [[nodiscard]] std::unique_ptr<net::ClientStream> take(const Upstream& upstream, net::Time now);

 private:
  std::unique_ptr<net::ClientStream> stream_;  // null: none
  net::Url url_;
  std::optional<net::Proxy> proxy_;
  net::Time since_{};
};

}  // namespace wiretape::recorder::relay
