#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::convert {

/// Tapes as one HAR 1.2, and what could not be taken into it.
struct ExportedHar {
  std::string text;
  text::Diagnostics notes{};
};

/// An entry for each exchange, each `then` one of its own: a request made up after its rule, and what it answers; times
/// come of arrivals and of deliveries, dates are the Unix epoch. What HAR has no place for (pieces and their times,
/// chunks, the end, the bytes of a packed body) stands in a member `_wiretape`, which import_file reads back. `version`
/// is wiretape's.
[[nodiscard]] ExportedHar export_har(const std::vector<tape::Tape>& tapes, std::string_view version);

}  // namespace wiretape::convert
