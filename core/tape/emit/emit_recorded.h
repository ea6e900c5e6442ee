#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// Header fields or trailers: a list of pairs, one a line.
[[nodiscard]] yaml::EmitNode emit_fields(const wire::HttpFields& fields);

/// Adds `body`, `arrivals`, `framing` and `end` to a response. The texts of events come first and each on its own line,
/// so that other network cuts of the same content change the lines of `arrivals` only.
void add_recorded(yaml::EmitNode& response, const RecordedResponse& recorded);

}  // namespace wiretape::tape
