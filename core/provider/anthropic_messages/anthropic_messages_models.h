#pragma once

#include <span>
#include <string>

#include "wiretape/core/provider/side_endpoint.h"

namespace wiretape::provider {

/// DialectWrite::models (https://platform.claude.com/docs/en/api/models-list).
[[nodiscard]] std::string anthropic_messages_models(std::span<const std::string> names);

/// `GET /v1/models/{id}`: there is every model that is asked for.
extern const SideEndpoint anthropic_model;

}  // namespace wiretape::provider
