#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "wiretape/core/timeline/timeline.h"

namespace wiretape::cli {

/// How a timeline is shown.
struct TimelineStyle {
  bool has_colours = false;
  std::optional<std::size_t> columns{};  ///< longer lines are cut; absent: none is
};

/// A timeline as lines of text, safe for any terminal: what is asked, the head, each read or write with what it says,
/// where faults show, the ending and what it all comes to.
[[nodiscard]] std::string timeline_text(const timeline::Timeline& timeline, const TimelineStyle& style);

}  // namespace wiretape::cli
