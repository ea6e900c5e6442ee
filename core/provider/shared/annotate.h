#pragma once

#include <vector>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// The marks of events that are given verbatim, found by what a fresh decoder of their dialect says of them.
[[nodiscard]] std::vector<Mark> annotate_with(Decoder& decoder, const std::vector<Event>& events);

/// The same for a dialect.
[[nodiscard]] std::vector<Mark> annotate(const Dialect& dialect, const std::vector<Event>& events);

}  // namespace wiretape::provider
