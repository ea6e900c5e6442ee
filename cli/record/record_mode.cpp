#include "cli/record/record_mode.h"

#include <string_view>

namespace wiretape::cli {

namespace {

RecordMode mode_called(std::string_view name) {
  if (name == "once") return RecordMode::once;
  if (name == "replay") return RecordMode::replay;
  return name == "diff" ? RecordMode::diff : RecordMode::record;
}

}  // namespace

std::variant<ModeHere, ModeError> mode_here(const RecordArguments& arguments, const net::Environment& environment) {
  const auto mode = mode_called(arguments.mode);
  const bool may_go_out = arguments.allows_network || environment("CI") != "true";
  if (may_go_out || mode == RecordMode::replay) return ModeHere{.mode = mode};
  if (mode == RecordMode::diff)
    return ModeError{"--mode diff asks the provider, and CI=true lets nothing go out; give --allow-network, too"};
  return ModeHere{
      RecordMode::replay,
      "CI=true lets nothing go out: tapes answer, and what none answers is refused; --allow-network lets it"};
}

}  // namespace wiretape::cli
