#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::mockserver {

/// The faults that a request asks for by itself: those of its URL's plan, then those of its `X-Wiretape-Faults` fields.
/// `has_seed`: the server has one, so that `probability` needs none of its own. Else what is wrong with a plan.
[[nodiscard]] std::variant<std::vector<fault::Fault>, text::Diagnostics> asked_faults(
    const std::optional<tape::FaultPlan>& url_plan, const wire::HttpFieldLines& fields, bool has_seed);

}  // namespace wiretape::mockserver
