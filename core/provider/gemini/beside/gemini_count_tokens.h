#pragma once

#include "wiretape/core/provider/side_endpoint.h"

namespace wiretape::provider {

/// `POST …/models/{model}:countTokens`: what the usage of an answer would say of the prompt. The request may also stand
/// in a `generateContentRequest`, as the official SDKs send it.
extern const SideEndpoint gemini_count_tokens;

}  // namespace wiretape::provider
