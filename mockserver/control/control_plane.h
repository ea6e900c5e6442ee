#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/mockserver/control/control_routes.h"
#include "wiretape/mockserver/control/control_server.h"

namespace wiretape::mockserver {

/// Where the control plane listens, and by which names it may be called.
struct ControlOptions {
  std::string host = "127.0.0.1";            ///< a numeric address, or "localhost"
  std::uint16_t port = 0;                    ///< 0: a free one
  std::vector<std::string> allowed_hosts{};  ///< Host headers besides loopback names and addresses
};

/// HTTP on a port of its own to look at a server and to steer it: docs/control-plane.md. Serves on a thread of its own
/// until it is destroyed, which takes no time and waits for no peer. What it tells of must outlive it.
class ControlPlane {
 public:
  [[nodiscard]] static std::variant<ControlPlane, net::ListenError> start(ControlSources sources,
                                                                          const ControlOptions& options = {});

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

 private:
  explicit ControlPlane(std::unique_ptr<ControlServer> server) : server_(std::move(server)) {}

  std::unique_ptr<ControlServer> server_;
};

}  // namespace wiretape::mockserver
