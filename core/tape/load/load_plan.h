#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::tape {

/// Reads a plan's YAML (or JSON): `faults:` with a list as a tape has it. All mistakes are reported at once. `name` is
/// what diagnostics call the file.
[[nodiscard]] std::variant<FaultPlan, text::Diagnostics> parse_plan(std::string_view text, const std::string& name);

/// Reads a plan's file. A file that can't be read is a Diagnostic too.
[[nodiscard]] std::variant<FaultPlan, text::Diagnostics> load_plan(const std::string& path);

}  // namespace wiretape::tape
