#pragma once

#include <string>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/recorder/capture/capture.h"

namespace wiretape::recorder::capture {

/// Looks once more, by redact::scan, for what must not be kept of an exchange: in its target, its fields, and its
/// bodies as far as they are text. The names of the rules that find something, ", " between them; "" where none does.
[[nodiscard]] std::string rules_that_find(const Captured& captured, const redact::Rules& secrets);

}  // namespace wiretape::recorder::capture
