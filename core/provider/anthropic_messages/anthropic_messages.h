#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// Anthropic's Messages API, and what hosts send that speak like it.
extern const Dialect anthropic_messages;

}  // namespace wiretape::provider
