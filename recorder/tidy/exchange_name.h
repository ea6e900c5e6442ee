#pragma once

#include <string>

#include "wiretape/core/tape/tape.h"

namespace wiretape::recorder::tidy {

/// A name for an exchange, of what is asked for, in letters, digits and hyphens: where it goes, how the last message
/// begins, and the status of an error: "chat-completions-how-is-the-weather", "messages-hi-429". "exchange" where its
/// rule says nothing.
[[nodiscard]] std::string exchange_name(const tape::Exchange& exchange);

}  // namespace wiretape::recorder::tidy
