#pragma once

#include <cstdint>
#include <string_view>

namespace wiretape::provider {

/// How many tokens a usage object of any provider, or the object `tokens` in it, comes to: its `total_tokens` or
/// `totalTokenCount`, else the sum of `prompt_tokens`, `completion_tokens`, `input_tokens`,
/// `cache_creation_input_tokens`, `output_tokens`, `prompt_eval_count`, `eval_count` and Gemini's `promptTokenCount`,
/// `candidatesTokenCount`, `thoughtsTokenCount` and `toolUsePromptTokenCount`. What is not there, or no whole number,
/// counts 0. At most 10^12 for each.
[[nodiscard]] std::uint64_t tokens_in_usage(std::string_view usage);

}  // namespace wiretape::provider
