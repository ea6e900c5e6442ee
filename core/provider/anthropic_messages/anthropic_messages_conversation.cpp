#include "wiretape/core/provider/anthropic_messages/anthropic_messages_conversation.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/conversation_sketch.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view answer_role = "assistant";

bool is_answer(const text::JsonValue& message) {
  return member_says(message, "role", answer_role);
}

SaidMessage said(const text::JsonValue& message) {
  return {.role = text_of(message.member("role")), .text = text_of_content(message.member("content"))};
}

std::vector<ToolResult> results(const text::JsonValue& message) {
  std::vector<ToolResult> all;
  const auto content = message.member("content");
  if (!content) return all;
  for (const text::JsonValue part : content->elements()) {
    if (!member_says(part, "type", "tool_result")) continue;
    all.push_back(
        {.id = text_of(part.member("tool_use_id")), .name = {}, .text = text_of_content(part.member("content"))});
  }
  return all;
}

std::optional<std::string> tool_called(const text::JsonValue& message, std::string_view id) {
  const auto content = message.member("content");
  if (!content) return std::nullopt;
  for (const text::JsonValue part : content->elements()) {
    if (member_says(part, "type", "tool_use") && member_says(part, "id", id)) return text_of(part.member("name"));
  }
  return std::nullopt;
}

std::optional<std::string> system_of(const text::JsonValue& request) {
  const auto prompt = request.member("system");
  return prompt ? std::optional(text_of_content(prompt)) : std::nullopt;
}

std::vector<std::string> tools_of(const text::JsonValue& request) {
  std::vector<std::string> names;
  const auto tools = request.member("tools");
  if (!tools) return names;
  for (const text::JsonValue tool : tools->elements())
    names.push_back(text_of(tool.member("name")));
  return names;
}

std::optional<std::string> arguments_schema(const text::JsonValue& request, std::string_view name) {
  const auto tools = request.member("tools");
  if (!tools) return std::nullopt;
  for (const text::JsonValue tool : tools->elements()) {
    if (member_says(tool, "name", name)) return written_of(tool.member("input_schema"));
  }
  return std::nullopt;
}

/// In `output_config.format`, or, of the first clients that asked for it, in `output_format`.
std::optional<std::string> answer_schema(const text::JsonValue& request) {
  const auto format = find_member(request.member("output_config"), "format");
  return written_of(find_member(format ? format : request.member("output_format"), "schema"));
}

/// A text alone, or parts.
ordered_json content_json(const SketchedMessage& message) {
  if (message.calls.empty() && message.results.empty()) return message.text;
  auto parts = ordered_json::array();
  for (const auto& result : message.results)
    parts.push_back({{"type", "tool_result"}, {"tool_use_id", result.id}, {"content", result.text}});
  if (!message.text.empty()) parts.push_back({{"type", "text"}, {"text", message.text}});
  for (const auto& call : message.calls) {
    parts.push_back({{"type", "tool_use"}, {"id", call.id}, {"name", call.name}, {"input", ordered_json::object()}});
  }
  return parts;
}

ordered_json message_json(const SketchedMessage& message) {
  const auto role = message.role.value_or(message.is_answer ? std::string(answer_role) : "user");
  return {{"role", role}, {"content", content_json(message)}};
}

std::string request_members(const ConversationSketch& sketch) {
  ordered_json members;
  if (sketch.system) members["system"] = *sketch.system;
  members["messages"] = ordered_json::array();
  for (const auto& message : sketch.messages)
    members["messages"].push_back(message_json(message));
  for (const auto& name : sketch.tools)
    members["tools"].push_back({{"name", name}, {"input_schema", {{"type", "object"}}}});
  return text::write_json(members);
}

}  // namespace

constinit const DialectConversation anthropic_messages_conversation{
    .messages = "messages",
    .answer_role = answer_role,
    .is_answer = is_answer,
    .said = said,
    .results = results,
    .tool_called = tool_called,
    .system = system_of,
    .tools = tools_of,
    .arguments_schema = arguments_schema,
    .answer_schema = answer_schema,
    .request_members = request_members,
};

}  // namespace wiretape::provider
