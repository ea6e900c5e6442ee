#include "cli/print/print_mistakes.h"

#include "cli/print/standard_error.h"

namespace wiretape::cli {

void print_mistakes(const text::Diagnostics& mistakes) {
  for (const auto& mistake : mistakes)
    tell("{}\n", to_string(mistake));
}

}  // namespace wiretape::cli
