#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// OpenAI's Chat Completions, and what the many hosts send that call themselves compatible with it.
extern const Dialect openai_chat;

}  // namespace wiretape::provider
