#pragma once

#include <span>
#include <string>

namespace wiretape::provider {

/// DialectWrite::models (https://platform.claude.com/docs/en/api/models-list).
[[nodiscard]] std::string anthropic_messages_models(std::span<const std::string> names);

}  // namespace wiretape::provider
