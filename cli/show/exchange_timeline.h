#pragma once

#include <string>
#include <variant>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/timeline/timeline.h"

namespace wiretape::cli {

/// The timeline of an exchange (one without `then`), as a server would play it to a first request that is made up after
/// its rule; what can't be made up of that is not asked for. Or why it has no answer. `tape` is the name of its tape.
[[nodiscard]] std::variant<timeline::Timeline, std::string> exchange_timeline(const std::string& tape,
                                                                              const tape::Exchange& exchange);

}  // namespace wiretape::cli
