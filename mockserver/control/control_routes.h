#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/control/control_http.h"
#include "wiretape/mockserver/serve/listener_faults.h"

namespace wiretape::mockserver {

/// What the control plane tells of and changes. All of it is thread safe.
struct ControlSources {
  Responder& responder;
  journal::Journal& journal;
  std::function<std::size_t()> open_connections;
  /// Arms faults of the listener, and calls back once they are in force; absent: there is no listener.
  std::function<void(std::vector<ListenerFault> faults, std::function<void()> on_armed)> arm_listener{};
  net::Security security = net::Security::plain;
  bool has_seed = false;  ///< faults with a probability need no seed of their own
};

/// The control plane's routes: a request in, an answer out, no I/O. docs/control-plane.md lists them.
class ControlRoutes {
 public:
  /// `allowed_hosts` are the names besides loopback by which requests may come.
  explicit ControlRoutes(ControlSources sources, std::vector<std::string> allowed_hosts = {});

  [[nodiscard]] std::variant<ControlAnswer, PendingAnswer> answer(const wire::HttpRequest& request) const;

 private:
  ControlSources sources_;
  std::vector<std::string> allowed_hosts_;
};

}  // namespace wiretape::mockserver
