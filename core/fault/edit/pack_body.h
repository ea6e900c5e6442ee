#pragma once

#include "wiretape/core/program/layout/compile.h"

namespace wiretape::fault {

/// Packs the body with gzip (wire::StoredGzipWriter) and says so in the head. A block begins at each event, comment,
/// mark and pause, and where a recorded read or chunk does: all places, reads and chunks stay what they were, and what
/// has come can be unpacked. Places of the edges take in the header and the end. Without `is_whole` the end is missing.
void pack_body(program::Response& response, bool is_whole);

}  // namespace wiretape::fault
