#pragma once

#include "wiretape/mockserver/control/control_plane.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds the options of a control plane, which go into `options`; that must outlive the command.
void add_control_options(CLI::App& command, mockserver::ControlOptions& options);

}  // namespace wiretape::cli
