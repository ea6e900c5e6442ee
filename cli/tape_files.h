#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::cli {

/// The files that paths on the command line name.
struct TapeFiles {
  std::vector<std::string> files;
  text::Diagnostics mistakes;  ///< folders that can't be read or hold no tape
};

/// Files as they are, folders as all their .yaml and .yml files at any depth in path order.
[[nodiscard]] TapeFiles find_tape_files(const std::vector<std::string>& paths);

/// Loads tapes named on the command line: files as they are, folders as all their .yaml and .yml files at any depth in
/// path order. All mistakes of all files are reported together.
[[nodiscard]] std::variant<std::vector<tape::Tape>, text::Diagnostics> load_tapes(
    const std::vector<std::string>& paths);

}  // namespace wiretape::cli
