#pragma once

#include <span>
#include <string>

#include "wiretape/core/provider/side_endpoint.h"

namespace wiretape::provider {

/// DialectWrite::models (https://platform.openai.com/docs/api-reference/models/list).
[[nodiscard]] std::string openai_models(std::span<const std::string> names);

/// `GET /models/{id}`: there is every model that is asked for.
extern const SideEndpoint openai_model;

}  // namespace wiretape::provider
