#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::cli {

/// What diagnostics call the value of a `--faults`: the file that it names, or the option.
[[nodiscard]] std::string faults_option_name(const std::string& value);

/// Reads the value of a `--faults`: the name of a file that exists, or else a plan as URLs have it. `has_seed`: there
/// is a `--seed`, so that `probability` needs none of its own.
[[nodiscard]] std::variant<std::vector<fault::Fault>, text::Diagnostics> read_faults_option(const std::string& value,
                                                                                            bool has_seed);

}  // namespace wiretape::cli
