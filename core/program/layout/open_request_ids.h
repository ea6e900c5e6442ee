#pragma once

#include <cstddef>
#include <vector>

#include "wiretape/core/program/layout/wire_draft.h"

namespace wiretape::program {

/// WireProgram::open_request_ids of a response: in its head, and in its body unless that is packed, since a checksum
/// vouches for it then. One that is cut, or parted by a chunk's end, is none.
[[nodiscard]] std::vector<std::size_t> open_request_ids(const WireDraft& wire);

}  // namespace wiretape::program
