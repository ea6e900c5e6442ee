#include "wiretape/core/provider/openai_chat/openai_chat_models.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {

std::string openai_chat_models(std::span<const std::string> names) {
  using nlohmann::ordered_json;
  auto data = ordered_json::array();
  for (const auto& name : names)
    data.push_back({{"id", name}, {"object", "model"}, {"created", 0}, {"owned_by", "wiretape"}});
  const ordered_json list{{"object", "list"}, {"data", std::move(data)}};
  return text::write_json(list);
}

}  // namespace wiretape::provider
