#include "wiretape/core/provider/ollama/ollama_usage.h"

#include <algorithm>
#include <array>

#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

constexpr auto count_names = std::to_array<std::string_view>({
    "total_duration",
    "load_duration",
    "prompt_eval_count",
    "prompt_eval_duration",
    "eval_count",
    "eval_duration",
});

}  // namespace

bool is_ollama_count(std::string_view name) {
  return std::ranges::find(count_names, name) != count_names.end();
}

std::string usage_of_counts(std::span<const OllamaCount> counts) {
  std::string usage = "{";
  for (const OllamaCount& count : counts) {
    if (usage.size() > 1) usage += ',';
    usage.append(1, '"').append(count.name).append("\":").append(count.json);
  }
  return usage + '}';
}

std::string members_of_usage(std::string_view usage) {
  std::string compact;
  text::append_compact_json(compact, usage);
  if (compact.size() <= 2) return {};
  return ',' + compact.substr(1, compact.size() - 2);
}

}  // namespace wiretape::provider
