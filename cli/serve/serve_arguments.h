#pragma once

#include <string>
#include <vector>

#include "wiretape/mockserver/host/host.h"

#include "cli/serve/serve_tls.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// What `wiretape serve` is told.
struct ServeArguments {
  std::vector<std::string> tapes;
  mockserver::HostOptions host{.server = {.port = 8089}, .control = mockserver::ControlOptions{}};  ///< as it stands
  std::string speed = "1";
  std::string faults;
  TlsArguments tls;
  std::string ready_file;
  bool is_json = false;
  bool is_watching = false;
  bool is_strict = false;
};

/// Adds the options that go into `arguments`, which must outlive the command.
void add_serve_options(CLI::App& command, ServeArguments& arguments);

/// Lays the value of --speed over the delivery: a number above 0, or "instant". False where it is neither.
[[nodiscard]] bool set_speed(const std::string& speed, mockserver::DeliveryOverride& delivery);

}  // namespace wiretape::cli
