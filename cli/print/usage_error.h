#pragma once

#include <string_view>

#include "cli/exit_code.h"
#include "cli/print/standard_error.h"

namespace wiretape::cli {

/// Says on standard error what is wrong with how a subcommand was called; returns the exit code for it.
inline int usage_error(std::string_view subcommand, std::string_view what) {
  tell("wiretape {}: {}\n", subcommand, what);
  return exit_usage;
}

}  // namespace wiretape::cli
