#include "wiretape/core/provider/gemini/gemini_models.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/gemini/gemini_error.h"
#include "wiretape/core/provider/model_path.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

nlohmann::ordered_json model_json(const std::string& name) {
  return {{"name", "models/" + name},  {"version", "001"},
          {"displayName", name},       {"inputTokenLimit", 1048576},
          {"outputTokenLimit", 65536}, {"supportedGenerationMethods", {"generateContent", "countTokens"}}};
}

bool is_at_model(std::string_view path) {
  return path.find(':') == std::string_view::npos && is_model_path(path);
}

WholeAnswer answer_model(const RequestView& request) {
  return {200, gemini_answer_fields(), text::write_json(model_json(model_of_path(request.path())))};
}

}  // namespace

std::string gemini_models(std::span<const std::string> names) {
  auto models = nlohmann::ordered_json::array();
  for (const auto& name : names)
    models.push_back(model_json(name));
  const nlohmann::ordered_json list{{"models", std::move(models)}};
  return text::write_json(list);
}

constinit const SideEndpoint gemini_model{.method = "GET", .is_at = is_at_model, .answer = answer_model};

}  // namespace wiretape::provider
