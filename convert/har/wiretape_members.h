#pragma once

#include "wiretape/convert/json_access.h"
#include "wiretape/convert/recording.h"

// What of a recording HAR has no place for: the entry's member `_wiretape`. For .cpp files only.

namespace wiretape::convert {

/// The member; empty where HAR holds all of the recording.
[[nodiscard]] Json wiretape_members(const Recording& recording);

/// Puts what the member says into the recording. What is no such thing is passed over.
void take_wiretape_members(const Json* members, Recording& recording);

}  // namespace wiretape::convert
