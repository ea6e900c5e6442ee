#include "wiretape/core/provider/anthropic_messages/anthropic_messages_refusal.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::provider {
namespace {

using Refusal = std::optional<ErrorReply>;
using Ids = std::vector<std::string>;

Refusal refused(std::string message) {
  return ErrorReply{
      .status = 400, .message = std::move(message), .type = "invalid_request_error", .code = {}, .param = {}};
}

bool has_version(const RequestView& request) {
  for (const auto& [name, value] : request.fields()) {
    if (wire::equal_ignoring_case(name, "anthropic-version")) return true;
  }
  return false;
}

/// The ids in the blocks of that type, by the member that holds them.
Ids ids_of(const text::JsonValue& message, std::string_view type, std::string_view member) {
  Ids ids;
  const auto content = message.member("content");
  if (!content) return ids;
  for (const text::JsonValue block : content->elements()) {
    if (member_says(block, "type", type)) ids.push_back(text_of(block.member(member)));
  }
  return ids;
}

/// Thinking that is handed back needs what vouches for it.
Refusal error_in_block(const text::JsonValue& block, std::size_t message, std::size_t index) {
  if (!member_says(block, "type", "thinking")) return std::nullopt;
  const auto signature = block.member("signature");
  if (!signature)
    return refused(fmt::format("messages.{}.content.{}.thinking.signature: Field required", message, index));
  if (!text_of(signature).empty()) return std::nullopt;
  return refused(fmt::format("messages.{}.content.{}: Invalid `signature` in `thinking` block", message, index));
}

Refusal error_in_blocks(const text::JsonValue& message, std::size_t place) {
  const auto content = message.member("content");
  if (!content) return std::nullopt;
  std::size_t index = 0;
  for (const text::JsonValue block : content->elements()) {
    if (auto refusal = error_in_block(block, place, index++)) return refusal;
  }
  return std::nullopt;
}

/// In their order. A request may have a million of each.
Ids without(Ids ids, Ids others) {
  std::ranges::sort(others);
  std::erase_if(ids, [&](const std::string& id) { return std::ranges::binary_search(others, id); });
  return ids;
}

bool has_content(const text::JsonValue& message) {
  const auto content = message.member("content");
  if (!content) return false;
  if (!content->is_array()) return content->written() != R"("")";
  const auto elements = content->elements();
  return elements.begin() != elements.end();
}

Refusal error_in_message(const text::JsonValue& message, std::size_t index, bool is_last) {
  const auto role = text_of(message.member("role"));
  if (role.empty()) return refused(fmt::format("messages.{}.role: Field required", index));
  if (role != "user" && role != "assistant")
    return refused(fmt::format("messages.{}.role: Input should be 'user' or 'assistant'", index));
  if (!message.member("content")) return refused(fmt::format("messages.{}.content: Field required", index));
  if (has_content(message) || (is_last && role == "assistant")) return std::nullopt;
  return refused(fmt::format(
      "messages.{}: all messages must have non-empty content except for the optional final assistant message", index));
}

/// Each result is to answer a call of the message before it, and each call to be answered by the message after it.
Refusal error_between(const Ids& calls, const Ids& results, std::size_t index) {
  if (const auto unexpected = without(results, calls); !unexpected.empty()) {
    return refused(
        fmt::format("messages.{}: unexpected `tool_use_id` found in `tool_result` blocks: {}. Each `tool_result` block "
                    "must have a corresponding `tool_use` block in the previous message.",
                    index, fmt::join(unexpected, ", ")));
  }
  if (const auto open = without(calls, results); !open.empty()) {
    return refused(
        fmt::format("messages.{}: `tool_use` ids were found without `tool_result` blocks immediately after: {}. Each "
                    "`tool_use` block must have a corresponding `tool_result` block in the next message.",
                    index - 1, fmt::join(open, ", ")));
  }
  return std::nullopt;
}

Refusal error_in_messages(const std::vector<text::JsonValue>& messages) {
  if (messages.empty()) return refused("messages: at least one message is required");
  Ids calls;
  for (std::size_t index = 0; index < messages.size(); ++index) {
    const auto& message = messages[index];
    if (auto refusal = error_in_message(message, index, index + 1 == messages.size())) return refusal;
    if (auto refusal = error_in_blocks(message, index)) return refusal;
    if (auto refusal = error_between(calls, ids_of(message, "tool_result", "tool_use_id"), index)) return refusal;
    calls = ids_of(message, "tool_use", "id");
  }
  return error_between(calls, {}, messages.size());
}

Refusal error_in_list(const text::JsonValue& list) {
  if (!list.is_array()) return refused("messages: Input should be a valid list");
  std::vector<text::JsonValue> messages;
  for (const text::JsonValue message : list.elements())
    messages.push_back(message);
  return error_in_messages(messages);
}

}  // namespace

Refusal anthropic_messages_request_error(const RequestView& request) {
  if (!has_version(request)) return refused("anthropic-version: header is required");
  const auto body = request.json();
  if (!body || !body->is_object()) return refused("The request body is not valid JSON.");
  for (const std::string_view required : {"model", "messages", "max_tokens"}) {
    if (!body->member(required)) return refused(fmt::format("{}: Field required", required));
  }
  return error_in_list(*body->member("messages"));
}

}  // namespace wiretape::provider
