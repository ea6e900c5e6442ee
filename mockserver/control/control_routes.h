#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/control/control_answers.h"
#include "wiretape/mockserver/serve/fault_arming.h"

namespace wiretape::mockserver {

/// What the control plane tells of and changes. All of it is thread safe.
struct ControlSources {
  journal::Journal& journal;
  std::function<std::size_t()> open_connections;
  /// Of a server that plays tapes, both; null where none are played: what asks or changes them is not there then.
  Responder* responder = nullptr;
  FaultArming* faults = nullptr;
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
