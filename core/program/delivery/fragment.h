#pragma once

#include <cstddef>
#include <vector>

#include "wiretape/core/program/random.h"
#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::program {

/// Where to cut a body into fragments: ascending offsets, each above 0 and below bytes.size(). Offsets that a tape asks
/// for and the body does not reach are passed over. Pauses always cut.
[[nodiscard]] std::vector<std::size_t> cut_body(const Body& body, const tape::Fragmentation& fragmentation,
                                                Random& random);

}  // namespace wiretape::program
