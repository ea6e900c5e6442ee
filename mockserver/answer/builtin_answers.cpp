#include "wiretape/mockserver/answer/builtin_answers.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/mockserver/answer/nearest_miss.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t explained_exchanges = 3;

std::string text_of(const ordered_json& body) {
  return body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
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

ordered_json clauses_json(const Miss& miss) {
  auto clauses = ordered_json::array();
  for (const auto& clause : miss.clauses) {
    clauses.push_back(
        {{"clause", clause.name}, {"holds", clause.holds}, {"expected", clause.expected}, {"found", clause.found}});
  }
  return clauses;
}

}  // namespace

const provider::Dialect& dialect_for_own_answers(std::string_view path, const wire::HttpFields& fields) {
  return provider::dialect_for_request(path, fields);
}

program::Response own_error(int status, std::string_view type, std::string_view message,
                            const provider::Dialect& dialect) {
  auto answer = dialect.write.render_error(
      {.status = status, .message = std::string(message), .type = std::string(type), .code = {}, .param = {}});
  return {{.status = status, .reason = "", .minor_version = 1, .fields = std::move(answer.fields)},
          program::verbatim_body(std::move(answer.body))};
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
  auto answer =
      own_error(404, "wiretape_unmatched", message, dialect_for_own_answers(request.path(), request.fields()));
  auto body = ordered_json::parse(answer.body.bytes);
  body["nearest"] = std::move(nearest);
  answer.body = program::verbatim_body(text_of(body));
  return answer;
}

program::Response models_answer(const provider::RequestView& request,
                                std::span<const tape::Exchange* const> exchanges) {
  const auto& dialect = dialect_for_own_answers(request.path(), request.fields());
  return {{.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "application/json"}}},
          program::verbatim_body(dialect.write.models(models_of(exchanges)))};
}

bool asks_for_models(const provider::RequestView& request) {
  return request.method() == "GET" && request.path().ends_with("/models");
}

}  // namespace wiretape::mockserver
