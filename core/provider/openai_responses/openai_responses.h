#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// OpenAI's Responses API, and all that speak it: `POST …/responses`.
extern const Dialect openai_responses;

}  // namespace wiretape::provider
