#pragma once

#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::cli {

/// What is no mistake in tapes that are served together, but hardly meant: exchanges that never answer, and lists of
/// messages that fit fewer requests than they seem to.
[[nodiscard]] text::Diagnostics tape_warnings(const std::vector<tape::Tape>& tapes);

}  // namespace wiretape::cli
