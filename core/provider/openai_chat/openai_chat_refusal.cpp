#include "wiretape/core/provider/openai_chat/openai_chat_refusal.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/provider/shared/request_json.h"

namespace wiretape::provider {
namespace {

using Refusal = std::optional<ErrorReply>;

Refusal refused(std::string message, std::optional<std::string> param = {}, std::optional<std::string> code = {}) {
  return ErrorReply{.status = 400,
                    .message = std::move(message),
                    .type = "invalid_request_error",
                    .code = std::move(code),
                    .param = std::move(param)};
}

Refusal missing(const std::string& parameter) {
  return refused(fmt::format("Missing required parameter: '{}'.", parameter), parameter, "missing_required_parameter");
}

/// Calls by their ids, each with its place among all that its message makes. A request may have a million.
using Calls = std::multimap<std::string, std::size_t>;

Calls calls_in(const text::JsonValue& message) {
  Calls all;
  const auto calls = message.member("tool_calls");
  if (!calls) return all;
  for (const text::JsonValue call : calls->elements())
    all.emplace(text_of(call.member("id")), all.size());
  return all;
}

/// As they were made.
std::vector<std::string_view> ids_in_order(const Calls& calls) {
  std::map<std::size_t, std::string_view> by_place;
  for (const auto& [id, place] : calls)
    by_place.emplace(place, id);
  std::vector<std::string_view> ids;
  for (const auto& [place, id] : by_place)
    ids.push_back(id);
  return ids;
}

/// Takes the messages one after the other: each call of a tool is to be answered before anything else is said.
class MessagesCheck {
 public:
  Refusal take(const text::JsonValue& message) {
    const auto index = count_++;
    if (!find_member(message, "role")) return missing(fmt::format("messages[{}].role", index));
    if (member_says(message, "role", "tool")) return take_result(text_of(message.member("tool_call_id")), index);
    if (auto refusal = finish()) return refusal;
    open_ = calls_in(message);
    caller_ = index;
    return std::nullopt;
  }

  [[nodiscard]] Refusal finish() const {
    if (open_.empty()) return std::nullopt;
    return refused(fmt::format("An assistant message with 'tool_calls' must be followed by tool messages responding to "
                               "each 'tool_call_id'. The following tool_call_ids did not have response messages: {}",
                               fmt::join(ids_in_order(open_), ", ")),
                   fmt::format("messages.[{}].role", caller_));
  }

 private:
  Refusal take_result(const std::string& id, std::size_t index) {
    const auto [call, end] = open_.equal_range(id);
    if (call == end) {
      return refused(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          fmt::format("messages.[{}].role", index));
    }
    open_.erase(call);
    return std::nullopt;
  }

  std::size_t count_ = 0;
  std::size_t caller_ = 0;  // the message that called
  Calls open_;              // those of its calls that have no result yet
};

Refusal error_in_messages(const std::optional<text::JsonValue>& messages) {
  if (!messages) return missing("messages");
  if (!messages->is_array()) {
    return refused("Invalid type for 'messages': expected an array of objects.", "messages", "invalid_type");
  }
  MessagesCheck check;
  bool is_empty = true;
  for (const text::JsonValue message : messages->elements()) {
    is_empty = false;
    if (auto refusal = check.take(message)) return refusal;
  }
  if (!is_empty) return check.finish();
  return refused(
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      "messages", "empty_array");
}

}  // namespace

Refusal openai_chat_request_error(const RequestView& request) {
  const auto body = request.json();
  if (!body || !body->is_object()) return refused("We could not parse the JSON body of your request.");
  if (text_of(body->member("model")).empty()) return refused("you must provide a model parameter");
  return error_in_messages(body->member("messages"));
}

}  // namespace wiretape::provider
