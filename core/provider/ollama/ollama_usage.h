#pragma once

#include <span>
#include <string>
#include <string_view>

#include "wiretape/core/provider/ollama/ollama_line.h"

namespace wiretape::provider {

/// Whether a member of a line is a count of tokens or a duration. Ollama has no object of them: they stand in the last
/// line itself.
[[nodiscard]] bool is_ollama_count(std::string_view name);

/// The counts as an object, in their order.
[[nodiscard]] std::string usage_of_counts(std::span<const OllamaCount> counts);

/// The members of a usage object as they stand in a line: `,"eval_count":2`. Empty where it has none. `usage` is a JSON
/// object.
[[nodiscard]] std::string members_of_usage(std::string_view usage);

}  // namespace wiretape::provider
