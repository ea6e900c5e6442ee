#pragma once

#include "wiretape/convert/format.h"

namespace wiretape::convert {

/// What `curl --trace FILE --trace-time` writes, or `--trace-ascii`, of one transfer after the other: the only text
/// format that has reads and their times, so that recordings get arrivals, chunks and the end. `--trace-ascii` writes
/// each byte that is no printable ASCII as a dot: line ends of events are put back, and it is told.
extern const Format curl_trace;

}  // namespace wiretape::convert
