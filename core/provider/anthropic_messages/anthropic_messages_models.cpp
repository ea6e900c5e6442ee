#include "wiretape/core/provider/anthropic_messages/anthropic_messages_models.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {

std::string anthropic_messages_models(std::span<const std::string> names) {
  using nlohmann::ordered_json;
  auto data = ordered_json::array();
  for (const auto& name : names) {
    data.push_back({{"type", "model"}, {"id", name}, {"display_name", name}, {"created_at", "1970-01-01T00:00:00Z"}});
  }
  ordered_json list{{"data", std::move(data)}, {"has_more", false}, {"first_id", nullptr}, {"last_id", nullptr}};
  if (!names.empty()) {
    list["first_id"] = names.front();
    list["last_id"] = names.back();
  }
  return text::write_json(list);
}

}  // namespace wiretape::provider
