#pragma once

#include <span>
#include <string>

namespace wiretape::provider {

/// DialectWrite::models: what `GET /v1/models` answers.
[[nodiscard]] std::string cohere_chat_models(std::span<const std::string> names);

}  // namespace wiretape::provider
