#pragma once

#include "wiretape/client/outcome.h"

#include "cli/exit_code.h"

namespace wiretape::cli {

/// The exit code that stands for an outcome.
[[nodiscard]] ExitCode exit_code_of(const client::Outcome& outcome);

}  // namespace wiretape::cli
