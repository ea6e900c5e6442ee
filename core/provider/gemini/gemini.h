#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// Google's Gemini: `POST /v1beta/models/{model}:streamGenerateContent?alt=sse` and `:generateContent`, below whatever
/// path a host puts before it. A stream that is asked for without `alt=sse` is one JSON array.
extern const Dialect gemini;

}  // namespace wiretape::provider
