#pragma once

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// DialectCall::request: `/v1beta/models/{model}` below the base URL, the key in `x-goog-api-key`. A model that names
/// its folder itself, as "tunedModels/x", stands below `/v1beta`. Where a whole body has a `model` or `stream`, as
/// those of other providers do, they say where it goes and are taken out, for Google takes neither there.
[[nodiscard]] ProviderRequest gemini_call(const CallBase& base, const ChatRequest& request);

}  // namespace wiretape::provider
