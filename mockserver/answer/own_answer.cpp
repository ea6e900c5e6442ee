#include "wiretape/mockserver/answer/own_answer.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/program/layout/server_fields.h"
#include "wiretape/core/program/layout/whole_response.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/text/json/write_json.h"
#include "wiretape/core/wire/websocket/ws_server_handshake.h"
#include "wiretape/mockserver/answer/nearest_miss.h"
#include "wiretape/mockserver/answer/quota/quota_answer.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;
using provider::dialect_for_request;

constexpr std::size_t explained_exchanges = 3;
constexpr std::size_t named_spent_exchanges = 8;
constexpr std::string_view no_tapes =
    "; there are no tapes: PUT some to /tapes or /sessions/NAME/tapes on the control plane";

constexpr std::string_view prefix_in_its_place =
    "; the session stands before the plan, and each of them once: /~NAME/@PLAN/path";

/// Whether behind session and plan comes what looks like another.
bool has_misplaced_prefix(std::string_view path) {
  return path.starts_with("/~") || path.starts_with("/@");
}

const provider::Dialect& dialect_of(const Asked& asked) {
  return dialect_for_request(asked.view.path(), asked.view.fields());
}

/// nullptr where the request is for no model: a list, an embedding.
const provider::Dialect* spoken_dialect(const Asked& asked, const tape::Exchange& exchange) {
  return exchange.dialect != nullptr ? exchange.dialect : provider::dialect_for_path(asked.view.path());
}

provider::WholeAnswer error_in(const provider::Dialect& dialect, const OwnError& error) {
  return dialect.write.render_error(
      {.status = error.status, .message = error.message, .type = std::string(error.type), .code = {}, .param = {}});
}

void add_model(std::vector<std::string>& models, const std::string& model) {
  if (std::find(models.begin(), models.end(), model) == models.end()) models.push_back(model);
}

std::vector<std::string> models_of(const std::vector<const tape::Exchange*>& exchanges) {
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

/// "'first' (1 use), 'second' (2 uses)": the exchanges that would answer, but that they are used up; "" where none is.
std::string spent_exchanges(const Asked& asked, const LoadedTapes& loaded) {
  std::string text;
  std::size_t count = 0;
  for (const auto& prepared : loaded.prepared) {
    const auto uses = prepared.exchange->uses.value_or(0);
    const auto used = loaded.sessions.used(asked.session, prepared.index);
    if (uses == 0 || used < uses || !prepared.rule->met_by(asked.view)) continue;
    if (++count > named_spent_exchanges) continue;
    text += fmt::format("{}'{}' ({} use{})", count == 1 ? "" : ", ", prepared.exchange->id, uses, uses == 1 ? "" : "s");
  }
  if (count > named_spent_exchanges) text += fmt::format(" and {} more", count - named_spent_exchanges);
  return text;
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

Playable own_answer(program::Response response, std::string session, const AnswerContext& context) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  program::add_server_fields(response.head.fields, context.server_fields);
  auto program = program::compile(std::move(response), delivery, context.response, 0);
  return {std::make_shared<const program::WireProgram>(std::move(program)), std::move(session), ""};
}

Playable error_answer(const AskError& error, const wire::HttpRequest& request, const RequestOrigin& origin) {
  const auto& dialect = dialect_for_request(error.path, request.head.fields);
  auto answer = own_answer(program::whole_response(error_in(dialect, error.error)), error.session,
                           context_of(request.head, origin));
  answer.miss = error.error.message;
  return answer;
}

Playable error_answer(OwnError error, const Asked& asked, const tape::Exchange& exchange) {
  auto answer = own_answer(program::whole_response(error_in(dialect_of(asked), error)), asked.session, asked.context);
  answer.exchange = exchange.id;
  answer.error = std::move(error.message);
  return answer;
}

Playable error_answer(const OwnError& error, wire::HttpFields server_fields) {
  return own_answer(program::whole_response(error_in(dialect_for_request("", {}), error)), "",
                    {{.keep_alive = false}, std::move(server_fields)});
}

Playable over_quota_answer(const OverQuota& over, const Asked& asked) {
  const auto& exchange = *over.exchange.exchange;
  auto answer = own_answer(program::whole_response(limited_answer(exchange, over.refusal, over.quota_fields)),
                           asked.session, asked.context);
  answer.is_limited = true;
  answer.exchange = exchange.id;
  return answer;
}

std::optional<Playable> ws_refusal_answer(const Asked& asked, const tape::Exchange& exchange) {
  if (!std::holds_alternative<tape::Dialogue>(exchange.answer)) return std::nullopt;
  auto read = wire::read_ws_request(asked.view.head());
  auto* refusal = std::get_if<wire::WsRefusal>(&read);
  if (refusal == nullptr) return std::nullopt;
  const OwnError error{refusal->status, "wiretape_no_websocket",
                       fmt::format("exchange '{}' is a WebSocket: {}", exchange.id, refusal->what)};
  auto response = program::whole_response(error_in(dialect_of(asked), error));
  wire::put_fields(response.head.fields, refusal->fields);
  auto answer = own_answer(std::move(response), asked.session, asked.context);
  answer.exchange = exchange.id;
  answer.error = error.message;
  return answer;
}

std::optional<provider::ErrorReply> request_error(const Asked& asked, const tape::Exchange& exchange) {
  const auto* dialect = spoken_dialect(asked, exchange);
  if (dialect == nullptr || dialect->write.request_error == nullptr || asked.view.method() != "POST")
    return std::nullopt;
  return dialect->write.request_error(asked.view);
}

Playable refusal_answer(const provider::ErrorReply& error, const Asked& asked, const tape::Exchange& exchange) {
  const auto* dialect = spoken_dialect(asked, exchange);
  auto answer = own_answer(program::whole_response(dialect->write.render_error(error)), asked.session, asked.context);
  answer.exchange = exchange.id;
  answer.error = error.message;
  return answer;
}

Playable models_answer(const Asked& asked, const LoadedTapes& loaded) {
  const auto* dialect = provider::dialect_for_models(asked.view.path(), asked.view.fields());
  auto list = dialect->write.models(models_of(loaded.exchanges));
  program::Response response{
      {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "application/json"}}},
      program::verbatim_body(std::move(list))};
  return own_answer(std::move(response), asked.session, asked.context);
}

Playable beside_answer(const Beside& beside, const Asked& asked) {
  return own_answer(program::whole_response(beside.endpoint.answer(asked.view)), asked.session, asked.context);
}

Playable unmatched_answer(const Asked& asked, const LoadedTapes& loaded) {
  const auto& request = asked.view;
  const auto used = [&](std::size_t index) { return loaded.sessions.used(asked.session, index); };
  auto message = fmt::format("no exchange answers {} {}", request.method(), request.path());
  if (loaded.exchanges.empty()) message += no_tapes;
  if (has_misplaced_prefix(request.path())) message += prefix_in_its_place;
  const auto spent = spent_exchanges(asked, loaded);
  auto miss_text = spent.empty() ? "" : "used up are " + spent;
  if (!spent.empty()) message.append("; ").append(miss_text);
  auto nearest = ordered_json::array();
  for (const auto& miss : nearest_misses(request, loaded.matcher, loaded.exchanges, used, explained_exchanges)) {
    const auto& exchange = *loaded.exchanges[miss.index];
    const auto place = fmt::format("{}:{}:{}", loaded.prepared[miss.index].tape->name, exchange.position.line,
                                   exchange.position.column);
    if (nearest.empty() && spent.empty()) {
      miss_text = fmt::format("nearest is '{}' ({}): {}", exchange.id, place, failing_clauses(without_secrets(miss)));
      message += fmt::format("; nearest is '{}' ({}): {}", exchange.id, place, failing_clauses(miss));
    }
    nearest.push_back({{"exchange", exchange.id}, {"place", place}, {"clauses", clauses_json(miss)}});
  }
  auto response = program::whole_response(error_in(dialect_of(asked), {404, "wiretape_unmatched", std::move(message)}));
  auto body = ordered_json::parse(response.body.bytes);
  body["nearest"] = std::move(nearest);
  response.body = program::verbatim_body(text::write_json(body));
  auto answer = own_answer(std::move(response), asked.session, asked.context);
  answer.is_unmatched = true;
  answer.miss = std::move(miss_text);
  return answer;
}

}  // namespace wiretape::mockserver
