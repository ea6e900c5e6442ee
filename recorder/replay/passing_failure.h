#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/ending.h"

namespace wiretape::recorder::replay {

/// Whether the same request may get another answer another time: this one is not whole, or its status is of the moment:
/// 401, 403, 408, 425, 429, and all from 500 on.
[[nodiscard]] bool may_pass(int status, wire::Ending ending);

/// Whether an exchange was recorded, and its answer is such a failure, or none came at all. Not one with `uses`: it was
/// tried again in its run, and is played in its turn.
[[nodiscard]] bool is_passing_failure(const tape::Exchange& exchange);

/// What of a tape is to be played, and what of it are failures that may pass.
struct SortedTape {
  tape::Tape answers;
  tape::Tape failures;
};

[[nodiscard]] SortedTape sort_failures(tape::Tape tape);

}  // namespace wiretape::recorder::replay
