#include "wiretape/core/provider/ollama/ollama_models.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t digest_length = 64;

ordered_json model_json(const std::string& name) {
  return {{"name", name},
          {"model", name},
          {"modified_at", "2025-01-01T00:00:00Z"},
          {"size", 0},
          {"digest", std::string(digest_length, '0')},
          {"details",
           {{"parent_model", ""},
            {"format", "gguf"},
            {"family", "wiretape"},
            {"families", {"wiretape"}},
            {"parameter_size", "0B"},
            {"quantization_level", "F16"}}}};
}

}  // namespace

std::string ollama_models(std::span<const std::string> names) {
  auto models = ordered_json::array();
  for (const auto& name : names)
    models.push_back(model_json(name));
  const ordered_json list{{"models", std::move(models)}};
  return text::write_json(list);
}

}  // namespace wiretape::provider
