#pragma once

#include <span>
#include <string>

namespace wiretape::provider {

/// DialectWrite::models (https://platform.openai.com/docs/api-reference/models/list).
[[nodiscard]] std::string openai_chat_models(std::span<const std::string> names);

}  // namespace wiretape::provider
