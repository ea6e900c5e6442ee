#pragma once

#include <string>
#include <variant>

#include "wiretape/core/text/diagnostic.h"
#include "wiretape/recorder/capture/capture.h"
#include "wiretape/recorder/capture/keep_rules.h"

namespace wiretape::recorder::capture {

/// The tape of one captured exchange, with comments that say when it was, where the request went, what came before
/// its head, and why it did not end as it should. It has been read back: it says the same as exchange_of, with this id.
/// Where it does not, what is wrong with it. `capture` must have a request.
[[nodiscard]] std::variant<std::string, text::Diagnostics> tape_text(const Capture& capture, const KeepRules& rules,
                                                                     const std::string& id);

}  // namespace wiretape::recorder::capture
