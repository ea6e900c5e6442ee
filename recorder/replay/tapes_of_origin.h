#pragma once

#include <string>
#include <vector>

#include "wiretape/core/tape/tape.h"

namespace wiretape::recorder::replay {

/// What of a tape may answer requests that go to an origin: the exchanges that were recorded from it, and those that
/// were from none of `origins`, since they are written by hand or an upstream has moved.
[[nodiscard]] tape::Tape of_origin(const tape::Tape& tape, const std::string& origin,
                                   const std::vector<std::string>& origins);

}  // namespace wiretape::recorder::replay
