#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/conversation_sketch.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view messages_member = "messages";
constexpr std::string_view answer_role = "assistant";
constexpr std::string_view result_role = "tool";

bool has_role(const text::JsonValue& message, std::string_view role) {
  return member_says(message, "role", role);
}

/// Of a tool that is offered, or called.
std::string name_of_tool(const text::JsonValue& tool) {
  const auto function = tool.member("function");
  return text_of(find_member(function ? function : tool.member("custom"), "name"));
}

bool is_answer(const text::JsonValue& message) {
  return has_role(message, answer_role);
}

SaidMessage said(const text::JsonValue& message) {
  return {.role = text_of(message.member("role")), .text = text_of_content(message.member("content"))};
}

std::vector<ToolResult> results(const text::JsonValue& message) {
  if (!has_role(message, result_role)) return {};
  return {
      {.id = text_of(message.member("tool_call_id")), .name = {}, .text = text_of_content(message.member("content"))}};
}

std::optional<std::string> tool_called(const text::JsonValue& message, std::string_view id) {
  const auto calls = message.member("tool_calls");
  if (!calls) return std::nullopt;
  for (const text::JsonValue call : calls->elements()) {
    if (member_says(call, "id", id)) return name_of_tool(call);
  }
  return std::nullopt;
}

bool is_system(const text::JsonValue& message) {
  return has_role(message, "system") || has_role(message, "developer");
}

std::optional<std::string> system_of(const text::JsonValue& request) {
  std::optional<std::string> all;
  const auto messages = request.member(messages_member);
  if (!messages) return all;
  for (const text::JsonValue message : messages->elements()) {
    if (!is_system(message)) continue;
    all = (all ? *all + '\n' : "") + text_of_content(message.member("content"));
  }
  return all;
}

std::vector<std::string> tools_of(const text::JsonValue& request) {
  std::vector<std::string> names;
  const auto tools = request.member("tools");
  if (!tools) return names;
  for (const text::JsonValue tool : tools->elements())
    names.push_back(name_of_tool(tool));
  return names;
}

std::optional<std::string> arguments_schema(const text::JsonValue& request, std::string_view name) {
  const auto tools = request.member("tools");
  if (!tools) return std::nullopt;
  for (const text::JsonValue tool : tools->elements()) {
    if (name_of_tool(tool) == name) return written_of(find_member(tool.member("function"), "parameters"));
  }
  return std::nullopt;
}

/// `json_object` asks for an object of any form.
std::optional<std::string> answer_schema(const text::JsonValue& request) {
  const auto format = request.member("response_format");
  if (format && member_says(*format, "type", "json_object")) return R"({"type":"object"})";
  return written_of(find_member(find_member(format, "json_schema"), "schema"));
}

ordered_json call_json(const ToolResult& call) {
  return {{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", "{}"}}}};
}

ordered_json message_json(std::string_view role, const SketchedMessage& message) {
  ordered_json json{{"role", role}, {"content", message.text}};
  for (const auto& call : message.calls)
    json["tool_calls"].push_back(call_json(call));
  return json;
}

/// Whether its results, a message each, are all that it says.
bool is_said_by_results(const SketchedMessage& message) {
  if (message.results.empty() || message.role.value_or(std::string(result_role)) != result_role) return false;
  return message.text.empty() || message.text == message.results.back().text;
}

void append_messages(ordered_json& messages, const SketchedMessage& message) {
  for (const auto& result : message.results)
    messages.push_back({{"role", result_role}, {"tool_call_id", result.id}, {"content", result.text}});
  if (is_said_by_results(message)) return;
  messages.push_back(
      message_json(message.role.value_or(message.is_answer ? std::string(answer_role) : "user"), message));
}

ordered_json tool_json(const std::string& name) {
  return {{"type", "function"}, {"function", {{"name", name}, {"parameters", {{"type", "object"}}}}}};
}

std::string request_members(const ConversationSketch& sketch) {
  auto messages = ordered_json::array();
  if (sketch.system) messages.push_back({{"role", "system"}, {"content", *sketch.system}});
  for (const auto& message : sketch.messages)
    append_messages(messages, message);
  ordered_json members;
  members[std::string(messages_member)] = std::move(messages);
  for (const auto& name : sketch.tools)
    members["tools"].push_back(tool_json(name));
  return text::write_json(members);
}

}  // namespace

constinit const DialectConversation openai_chat_conversation{
    .messages = messages_member,
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
