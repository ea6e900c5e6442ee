#pragma once

#include "wiretape/core/text/diagnostic.h"

namespace wiretape::cli {

/// Tells the mistakes of a tape or a plan on standard error, a line each.
void print_mistakes(const text::Diagnostics& mistakes);

}  // namespace wiretape::cli
