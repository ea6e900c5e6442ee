#include "wiretape/mockserver/builtin_answers.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/mockserver/nearest_miss.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t explained_exchanges = 3;

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

ordered_json error_body(std::string_view type, std::string_view message) {
  return {{"error", {{"message", message}, {"type", type}, {"param", nullptr}, {"code", nullptr}}}};
}

ordered_json clauses_json(const Miss& miss) {
  auto clauses = ordered_json::array();
  for (const auto& clause : miss.clauses) {
    clauses.push_back(
        {{"clause", clause.name}, {"holds", clause.holds}, {"expected", clause.expected}, {"found", clause.found}});
  }
  return clauses;
}

}  // namespace

program::Response own_error(int status, std::string_view type, std::string_view message) {
  return json_response(status, error_body(type, message));
}

program::Response unmatched_answer(const provider::RequestView& request, const tape::Matcher& matcher,
                                   std::span<const tape::Exchange* const> exchanges, std::span<const std::string> tapes,
                                   const std::function<std::uint64_t(std::size_t)>& used) {
  const auto misses = nearest_misses(request, matcher, exchanges, used, explained_exchanges);
  auto message = fmt::format("no exchange answers {} {}", request.method(), request.path());
  auto nearest = ordered_json::array();
  for (const auto& miss : misses) {
    const auto& exchange = *exchanges[miss.index];
    const auto place = fmt::format("{}:{}:{}", tapes[miss.index], exchange.position.line, exchange.position.column);
    if (nearest.empty())
      message += fmt::format("; nearest is '{}' ({}): {}", exchange.id, place, failing_clauses(miss));
    nearest.push_back({{"exchange", exchange.id}, {"place", place}, {"clauses", clauses_json(miss)}});
  }
  auto body = error_body("wiretape_unmatched", message);
  body["nearest"] = std::move(nearest);
  return json_response(404, body);
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
