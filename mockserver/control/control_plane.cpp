#include "wiretape/mockserver/control/control_plane.h"

#include <utility>

namespace wiretape::mockserver {

std::variant<ControlPlane, net::ListenError> ControlPlane::start(ControlSources sources,
                                                                 const ControlOptions& options) {
  const auto answer = [routes = ControlRoutes(std::move(sources), options.allowed_hosts)](
                          const wire::HttpRequest& request) { return routes.answer(request); };
  auto http = ControlHttp::start(options.host, options.port, answer);
  if (auto* error = std::get_if<net::ListenError>(&http)) return std::move(*error);
  return ControlPlane(std::get<std::unique_ptr<ControlHttp>>(std::move(http)));
}

}  // namespace wiretape::mockserver
