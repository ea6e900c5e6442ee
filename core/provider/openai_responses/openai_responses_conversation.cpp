#include "wiretape/core/provider/openai_responses/openai_responses_conversation.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/shared/chat_members.h"
#include "wiretape/core/provider/shared/function_tools.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view messages_member = "input";
constexpr std::string_view answer_role = "assistant";
constexpr std::string_view call_type = "function_call";
constexpr std::string_view result_type = "function_call_output";

bool has_type(const text::JsonValue& item, std::string_view type) {
  return member_says(item, "type", type);
}

/// `function_call`, `custom_tool_call`, `web_search_call` …
bool is_call(const text::JsonValue& item) {
  return text_of(item.member("type")).ends_with("_call");
}

/// `function_call_output`, `custom_tool_call_output`, `shell_call_output` …
bool is_result(const text::JsonValue& item) {
  return text_of(item.member("type")).ends_with("_call_output");
}

bool is_answer(const text::JsonValue& item) {
  return member_says(item, "role", answer_role) || has_type(item, "reasoning") || is_call(item);
}

SaidMessage said(const text::JsonValue& item) {
  if (item.is_text()) return {.role = "user", .text = text_of(item)};
  const auto role = item.member("role");
  const auto content = item.member("content");
  return {.role = text_of(role ? role : item.member("type")),
          .text = text_of_content(content ? content : item.member("output"))};
}

std::vector<ToolResult> results(const text::JsonValue& item) {
  if (!is_result(item)) return {};
  return {{.id = text_of(item.member("call_id")), .name = {}, .text = text_of_content(item.member("output"))}};
}

std::optional<std::string> tool_called(const text::JsonValue& item, std::string_view id) {
  if (!is_call(item) || !member_says(item, "call_id", id)) return std::nullopt;
  return text_of(item.member("name"));
}

bool is_system(const text::JsonValue& item) {
  return member_says(item, "role", "system") || member_says(item, "role", "developer");
}

std::optional<std::string> system_of(const text::JsonValue& request) {
  std::optional<std::string> all;
  const auto instructions = request.member("instructions");
  if (instructions && instructions->is_text()) all = text_of(instructions);
  return said_by(request.member(messages_member), is_system, std::move(all));
}

/// Of what the provider runs itself the type.
std::string name_of_tool(const text::JsonValue& tool) {
  const auto name = tool.member("name");
  return text_of(name ? name : tool.member("type"));
}

std::vector<std::string> tools_of(const text::JsonValue& request) {
  return names_of_tools(request, name_of_tool);
}

std::optional<std::string> arguments_schema(const text::JsonValue& request, std::string_view name) {
  const auto tool = tool_named(request, name, name_of_tool);
  return tool ? written_of(tool->member("parameters")) : std::nullopt;
}

/// `json_object` asks for an object of any form.
std::optional<std::string> answer_schema(const text::JsonValue& request) {
  const auto format = find_member(request.member("text"), "format");
  if (format && has_type(*format, "json_object")) return R"({"type":"object"})";
  return written_of(find_member(format, "schema"));
}

/// Of an answer that calls tools the calls are enough.
bool is_said_by_calls(const SketchedMessage& message) {
  return !message.calls.empty() && message.text.empty();
}

void append_items(ordered_json& items, const SketchedMessage& message) {
  for (const auto& result : message.results)
    items.push_back({{"type", result_type}, {"call_id", result.id}, {"output", result.text}});
  const auto role = message.role.value_or(message.is_answer ? std::string(answer_role) : "user");
  if (!is_said_by_results(message, result_type) && !is_said_by_calls(message))
    items.push_back({{"role", role}, {"content", message.text}});
  for (const auto& call : message.calls)
    items.push_back({{"type", call_type}, {"call_id", call.id}, {"name", call.name}, {"arguments", "{}"}});
}

ordered_json tool_json(const std::string& name) {
  return {{"type", "function"}, {"name", name}, {"parameters", {{"type", "object"}}}};
}

std::string request_members(const ConversationSketch& sketch) {
  ordered_json members;
  if (sketch.system) members["instructions"] = *sketch.system;
  auto items = ordered_json::array();
  for (const auto& message : sketch.messages)
    append_items(items, message);
  members[std::string(messages_member)] = std::move(items);
  for (const auto& name : sketch.tools)
    members["tools"].push_back(tool_json(name));
  return text::write_json(members);
}

}  // namespace

constinit const DialectConversation openai_responses_conversation{
    .messages = messages_member,
    .answer_role = answer_role,
    .takes_text = true,
    .answers_in_a_row = true,
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
