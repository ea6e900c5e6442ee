#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/tape/diagnostic.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::cli {

/// Loads tapes named on the command line: files as they are, folders as all their .yaml and .yml files at any depth in
/// path order. All mistakes of all files are reported together.
[[nodiscard]] std::variant<std::vector<tape::Tape>, tape::Diagnostics> load_tapes(
    const std::vector<std::string>& paths);

}  // namespace wiretape::cli
