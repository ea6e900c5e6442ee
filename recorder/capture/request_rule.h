#pragma once

#include <string_view>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/recorder/capture/keep_rules.h"

namespace wiretape::recorder::capture {

/// The rule that a recorded request meets, and one that is another doesn't: its method, its path, the parameters of its
/// query but for secrets, and of a JSON body what `rules` say. What a rule can't say is left out of it: a target that
/// is no path, a body that is no JSON.
[[nodiscard]] tape::RequestRule request_rule(const wire::HttpRequestHead& head, std::string_view body,
                                             const KeepRules& rules);

}  // namespace wiretape::recorder::capture
