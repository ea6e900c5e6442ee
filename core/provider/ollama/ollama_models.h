#pragma once

#include <span>
#include <string>

namespace wiretape::provider {

/// DialectWrite::models: what `GET /api/tags` answers. Sizes, times and digests are the same for all.
[[nodiscard]] std::string ollama_models(std::span<const std::string> names);

}  // namespace wiretape::provider
