#pragma once

#include <span>
#include <string>

#include "wiretape/core/provider/side_endpoint.h"

namespace wiretape::provider {

/// DialectWrite::models: what `GET /v1beta/models` answers.
[[nodiscard]] std::string gemini_models(std::span<const std::string> names);

/// `GET /v1beta/models/{model}`: there is every model that is asked for.
extern const SideEndpoint gemini_model;

}  // namespace wiretape::provider
