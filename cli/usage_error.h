#pragma once

#include <cstdio>
#include <string_view>

#include <fmt/core.h>

#include "cli/exit_code.h"

namespace wiretape::cli {

/// Says on standard error what is wrong with how a subcommand was called; returns the exit code for it.
inline int usage_error(std::string_view subcommand, std::string_view what) {
  fmt::print(stderr, "wiretape {}: {}\n", subcommand, what);
  return exit_usage;
}

}  // namespace wiretape::cli
