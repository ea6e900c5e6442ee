#pragma once

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/timeline/timeline.h"

namespace wiretape::timeline {

/// A timeline as one JSON object, with all bytes: docs/show.md describes every member. Texts may hold any character.
[[nodiscard]] nlohmann::ordered_json timeline_json(const Timeline& timeline);

}  // namespace wiretape::timeline
