#include "wiretape/mockserver/builtin_answers.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t explained_exchanges = 10;

program::Response json_response(int status, const ordered_json& body) {
  auto text = body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  return {{.status = status, .reason = "", .minor_version = 1, .fields = {{"content-type", "application/json"}}},
          program::verbatim_body(std::move(text)),
          false};
}

void add_model(std::vector<std::string>& models, const std::string& model) {
  if (std::find(models.begin(), models.end(), model) == models.end()) models.push_back(model);
}

std::vector<std::string> models_of(std::span<const tape::Exchange* const> exchanges) {
  std::vector<std::string> models;
  for (const auto* exchange : exchanges) {
    if (const auto* reply = std::get_if<provider::Reply>(&exchange->answer); reply != nullptr && reply->model) {
      add_model(models, *reply->model);
    }
    if (!exchange->request.json) continue;
    const auto rule = nlohmann::json::parse(*exchange->request.json, nullptr, false);
    if (rule.is_object() && rule.contains("model") && rule["model"].is_string()) {
      add_model(models, rule["model"].get<std::string>());
    }
  }
  return models;
}

}  // namespace

program::Response own_error(int status, std::string_view type, std::string_view message) {
  return json_response(status,
                       {{"error", {{"message", message}, {"type", type}, {"param", nullptr}, {"code", nullptr}}}});
}

program::Response unmatched_answer(const provider::RequestView& request, const tape::Matcher& matcher,
                                   std::span<const tape::Exchange* const> exchanges) {
  auto message = fmt::format("no exchange matches {} {}", request.method(), request.path());
  for (std::size_t index = 0; index < std::min(exchanges.size(), explained_exchanges); ++index) {
    const auto mismatch = matcher.explain(index, request);
    if (!mismatch) continue;
    message += fmt::format("; '{}' expects {} {}, found {}", exchanges[index]->id, mismatch->clause, mismatch->expected,
                           mismatch->found);
  }
  if (exchanges.size() > explained_exchanges) {
    message += fmt::format("; and {} more", exchanges.size() - explained_exchanges);
  }
  return own_error(404, "wiretape_unmatched", message);
}

program::Response models_answer(std::span<const tape::Exchange* const> exchanges) {
  auto data = ordered_json::array();
  for (const auto& model : models_of(exchanges)) {
    data.push_back({{"id", model}, {"object", "model"}, {"created", 0}, {"owned_by", "wiretape"}});
  }
  return json_response(200, {{"object", "list"}, {"data", std::move(data)}});
}

bool asks_for_models(const provider::RequestView& request) {
  return request.method() == "GET" && request.path().ends_with("/models");
}

}  // namespace wiretape::mockserver
