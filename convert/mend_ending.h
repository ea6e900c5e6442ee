#pragma once

#include <string>
#include <vector>

#include "wiretape/convert/recording.h"

namespace wiretape::convert {

/// Makes a recording's arrivals, chunks and end fit each other, its body and its head, which was mended: what
/// contradicts them goes, and an end that the framing can't have becomes the nearest that it can. Says each in a
/// sentence.
[[nodiscard]] std::vector<std::string> mend_ending(Recording& recording);

}  // namespace wiretape::convert
