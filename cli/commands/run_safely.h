#pragma once

#include <functional>

namespace wiretape::cli {

/// The exit code of `command`. Where an exception leaves it, which then is the machine's fault or a defect of wiretape,
/// says so and returns exit_output.
[[nodiscard]] int run_safely(const std::function<int()>& command);

}  // namespace wiretape::cli
