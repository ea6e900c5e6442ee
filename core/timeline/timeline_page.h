#pragma once

#include <span>
#include <string>

#include "wiretape/core/timeline/timeline.h"

namespace wiretape::timeline {

/// One page of HTML that shows timelines, each as a lane. It stands by itself: it loads nothing, and what the timelines
/// say is text in it, never markup or script.
[[nodiscard]] std::string timeline_page(std::span<const Timeline> timelines);

/// The same page for who serves it: its lanes are what `journal` beside it tells (docs/control-plane.md), asked for
/// every second.
[[nodiscard]] std::string live_page();

}  // namespace wiretape::timeline
