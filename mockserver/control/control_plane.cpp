#include "wiretape/mockserver/control/control_plane.h"

#include <utility>

#include "wiretape/mockserver/control/control_tapes.h"

namespace wiretape::mockserver {

std::variant<ControlPlane, net::ListenError> ControlPlane::start(ControlSources sources,
                                                                 const ControlOptions& options) {
  auto answer = [routes = ControlRoutes(std::move(sources), options.allowed_hosts)](const wire::HttpRequest& request) {
    return routes.answer(request);
  };
  auto server = ControlServer::start(options.host, options.port, std::move(answer), most_tapes_body);
  if (auto* error = std::get_if<net::ListenError>(&server)) return std::move(*error);
  return ControlPlane(std::get<std::unique_ptr<ControlServer>>(std::move(server)));
}

}  // namespace wiretape::mockserver
