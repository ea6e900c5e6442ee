#pragma once

#include <string>
#include <vector>

#include "wiretape/mockserver/host/host.h"

#include "cli/log/log_form.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// What every command is told that plays tapes.
struct PlayArguments {
  std::vector<std::string> tapes;
  mockserver::HostOptions host{.server = {}, .control = mockserver::ControlOptions{}};  ///< as it stands
  std::string speed = "1";
  std::string faults;
  bool is_strict = false;
  LogArguments log{};
};

/// Adds the options that go into `arguments`, which must outlive the command, but for those of the log.
void add_play_options(CLI::App& command, PlayArguments& arguments);

/// Lays the value of --speed over the delivery: a number above 0, or "instant". False where it is neither.
[[nodiscard]] bool set_speed(const std::string& speed, mockserver::DeliveryOverride& delivery);

}  // namespace wiretape::cli
