#include "wiretape/core/provider/anthropic_messages/anthropic_messages_models.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/model_path.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {

namespace {

using nlohmann::ordered_json;

ordered_json model_json(const std::string& name) {
  return {{"type", "model"}, {"id", name}, {"display_name", name}, {"created_at", "1970-01-01T00:00:00Z"}};
}

WholeAnswer answer_model(const RequestView& request) {
  return {200, anthropic_answer_fields(), text::write_json(model_json(model_of_path(request.path())))};
}

}  // namespace

std::string anthropic_messages_models(std::span<const std::string> names) {
  auto data = ordered_json::array();
  for (const auto& name : names)
    data.push_back(model_json(name));
  ordered_json list{{"data", std::move(data)}, {"has_more", false}, {"first_id", nullptr}, {"last_id", nullptr}};
  if (!names.empty()) {
    list["first_id"] = names.front();
    list["last_id"] = names.back();
  }
  return text::write_json(list);
}

constinit const SideEndpoint anthropic_model{.method = "GET", .is_at = is_model_path, .answer = answer_model};

}  // namespace wiretape::provider
