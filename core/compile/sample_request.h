#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::compile {

/// Makes up a request that meets an exchange's rule as far as that can be made up: what it tells of a conversation,
/// too, and for what comes `then` how that went on. Expressions can't be, but for plain texts. It asks for a stream
/// where the rule leaves that open.
[[nodiscard]] wire::HttpRequest sample_request(const tape::Exchange& exchange);

}  // namespace wiretape::compile
