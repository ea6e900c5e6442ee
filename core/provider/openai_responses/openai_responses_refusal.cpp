#include "wiretape/core/provider/openai_responses/openai_responses_refusal.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/provider/shared/request_json.h"

namespace wiretape::provider {
namespace {

using Refusal = std::optional<ErrorReply>;

constexpr auto members_to_answer =
    std::to_array<std::string_view>({"input", "previous_response_id", "prompt", "conversation"});

Refusal refused(std::string message, std::optional<std::string> param = {}, std::optional<std::string> code = {}) {
  return ErrorReply{.status = 400,
                    .message = std::move(message),
                    .type = "invalid_request_error",
                    .code = std::move(code),
                    .param = std::move(param)};
}

bool has_type(const text::JsonValue& item, std::string_view type) {
  return member_says(item, "type", type);
}

/// The ids of the items of a type that ends so.
std::set<std::string> ids_of(const text::JsonValue& input, std::string_view type) {
  std::set<std::string> ids;
  for (const text::JsonValue item : input.elements()) {
    if (has_type(item, type)) ids.insert(text_of(item.member("call_id")));
  }
  return ids;
}

/// The first of the ids that the others lack.
std::optional<std::string> first_missing(const std::set<std::string>& ids, const std::set<std::string>& others) {
  const auto found = std::ranges::find_if(ids, [&](const std::string& id) { return !others.contains(id); });
  return found == ids.end() ? std::nullopt : std::optional(*found);
}

/// Calls of an earlier response need not be repeated.
Refusal error_in_calls(const text::JsonValue& body) {
  const auto input = body.member("input");
  if (!input || body.member("previous_response_id") || body.member("conversation")) return std::nullopt;
  const auto calls = ids_of(*input, "function_call");
  const auto results = ids_of(*input, "function_call_output");
  if (const auto id = first_missing(calls, results))
    return refused(fmt::format("No tool output found for function call {}.", *id), "input");
  if (const auto id = first_missing(results, calls))
    return refused(fmt::format("No tool call found for function call output with call_id {}.", *id), "input");
  return std::nullopt;
}

}  // namespace

Refusal openai_responses_request_error(const RequestView& request) {
  const auto body = request.json();
  if (!body || !body->is_object()) return refused("We could not parse the JSON body of your request.");
  if (text_of(body->member("model")).empty() && !body->member("prompt"))
    return refused("Missing required parameter: 'model'.", "model", "missing_required_parameter");
  const auto is_there = [&](std::string_view name) { return body->member(name).has_value(); };
  if (std::ranges::any_of(members_to_answer, is_there)) return error_in_calls(*body);
  return refused(R"(One of "input" or "previous_response_id" or 'prompt' or 'conversation_id' must be provided.)",
                 "input", "missing_required_parameter");
}

}  // namespace wiretape::provider
