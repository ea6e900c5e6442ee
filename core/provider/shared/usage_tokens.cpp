#include "wiretape/core/provider/shared/usage_tokens.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

constexpr std::uint64_t most_tokens = 1'000'000'000'000;  // so that no sum overflows

std::optional<std::uint64_t> count_in(const nlohmann::json& usage, const char* name) {
  const auto value = usage.is_object() ? usage.find(name) : usage.end();
  if (value == usage.end() || !value->is_number_unsigned()) return std::nullopt;
  return std::min(value->get<std::uint64_t>(), most_tokens);
}

std::uint64_t charged_tokens(const nlohmann::json& json) {
  for (const char* name : {"total_tokens", "totalTokenCount"}) {
    if (const auto total = count_in(json, name)) return *total;
  }
  std::uint64_t sum = 0;
  for (const char* name : {"prompt_tokens", "completion_tokens", "input_tokens", "cache_creation_input_tokens",
                           "output_tokens", "prompt_eval_count", "eval_count", "promptTokenCount",
                           "candidatesTokenCount", "thoughtsTokenCount", "toolUsePromptTokenCount"})
    sum += count_in(json, name).value_or(0);
  return sum;
}

}  // namespace

std::uint64_t tokens_in_usage(std::string_view usage) {
  const auto json = nlohmann::json::parse(usage, nullptr, false);
  const auto inner = json.is_object() ? json.find("tokens") : json.end();
  return charged_tokens(inner != json.end() && inner->is_object() ? *inner : json);
}

}  // namespace wiretape::provider
