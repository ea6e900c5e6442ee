#pragma once

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::compile {

/// Stage 3 for a recorded response: its bytes as they were, with the events and comments found in them and, where a
/// dialect is given, that dialect's marks.
[[nodiscard]] program::Response recorded_response(const tape::RecordedResponse& recorded,
                                                  const provider::Dialect* dialect);

}  // namespace wiretape::compile
