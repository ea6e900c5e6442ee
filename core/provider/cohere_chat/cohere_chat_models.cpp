#include "wiretape/core/provider/cohere_chat/cohere_chat_models.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {

std::string cohere_chat_models(std::span<const std::string> names) {
  auto models = nlohmann::ordered_json::array();
  for (const auto& name : names)
    models.push_back({{"name", name}, {"endpoints", {"chat"}}, {"finetuned", false}, {"context_length", 128000}});
  const nlohmann::ordered_json list{{"models", std::move(models)}};
  return text::write_json(list);
}

}  // namespace wiretape::provider
