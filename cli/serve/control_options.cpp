#include "cli/serve/control_options.h"

#include <CLI/CLI.hpp>

#include "cli/whole_number.h"

namespace wiretape::cli {

void add_control_options(CLI::App& command, mockserver::ControlOptions& options) {
  command.add_option("--control-port", options.port, "Port of the control plane; 0 takes a free one")
      ->check(port_number())
      ->capture_default_str();
  command.add_option("--control-host", options.host, "Address of the control plane")->capture_default_str();
  command.add_option("--control-allow-host", options.allowed_hosts,
                     "A name besides loopback by which the control plane may be called");
}

}  // namespace wiretape::cli
