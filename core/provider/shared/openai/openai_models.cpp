#include "wiretape/core/provider/shared/openai/openai_models.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/model_path.h"
#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {

namespace {

using nlohmann::ordered_json;

ordered_json model_json(const std::string& name) {
  return {{"id", name}, {"object", "model"}, {"created", 0}, {"owned_by", "wiretape"}};
}

WholeAnswer answer_model(const RequestView& request) {
  return {200, openai_answer_fields(), text::write_json(model_json(model_of_path(request.path())))};
}

}  // namespace

std::string openai_models(std::span<const std::string> names) {
  auto data = ordered_json::array();
  for (const auto& name : names)
    data.push_back(model_json(name));
  const ordered_json list{{"object", "list"}, {"data", std::move(data)}};
  return text::write_json(list);
}

constinit const SideEndpoint openai_model{.method = "GET", .is_at = is_model_path, .answer = answer_model};

}  // namespace wiretape::provider
