#include "cli/print/print_mistakes.h"

#include <cstdio>

#include <fmt/core.h>

namespace wiretape::cli {

void print_mistakes(const tape::Diagnostics& mistakes) {
  for (const auto& mistake : mistakes)
    fmt::print(stderr, "{}\n", to_string(mistake));
}

}  // namespace wiretape::cli
