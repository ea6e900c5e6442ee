#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::mockserver {

/// Reads a plan in any of its forms: the text of URLs (`reset:event=4`), or YAML or JSON with a list `faults`. Faults
/// of the listener are allowed. `has_seed`: there is a seed, so that `probability` needs none of its own.
[[nodiscard]] std::variant<std::vector<fault::Fault>, text::Diagnostics> read_plan(std::string_view text,
                                                                                   bool has_seed);

}  // namespace wiretape::mockserver
