#pragma once

#include <string>

#include "wiretape/core/journal/journal.h"

namespace wiretape::cli {

/// A request that has been answered, in one line for people with its end: when, in local time, what was asked for, the
/// status, which exchange answered or why none did, how it was broken or cut off, how many bytes, and how long it took.
/// Without secrets, and without what a terminal would obey but for the colours asked for.
[[nodiscard]] std::string request_text(const journal::Entry& entry, bool has_colours);

/// The same for programs: one line of JSON with its end.
[[nodiscard]] std::string request_json(const journal::Entry& entry);

}  // namespace wiretape::cli
