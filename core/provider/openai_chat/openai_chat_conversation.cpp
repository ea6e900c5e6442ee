#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"

#include <utility>

#include "wiretape/core/provider/shared/chat_members.h"
#include "wiretape/core/provider/shared/function_tools.h"
#include "wiretape/core/provider/shared/request_json.h"

namespace wiretape::provider {
namespace {

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
  return call_named(message, id, name_of_tool);
}

bool is_system(const text::JsonValue& message) {
  return has_role(message, "system") || has_role(message, "developer");
}

std::optional<std::string> system_of(const text::JsonValue& request) {
  return said_by(request.member(messages_member), is_system);
}

std::vector<std::string> tools_of(const text::JsonValue& request) {
  return names_of_tools(request, name_of_tool);
}

std::optional<std::string> arguments_schema(const text::JsonValue& request, std::string_view name) {
  const auto tool = tool_named(request, name, name_of_tool);
  return tool ? written_of(find_member(tool->member("function"), "parameters")) : std::nullopt;
}

/// `json_object` asks for an object of any form.
std::optional<std::string> answer_schema(const text::JsonValue& request) {
  const auto format = request.member("response_format");
  if (format && member_says(*format, "type", "json_object")) return R"({"type":"object"})";
  return written_of(find_member(find_member(format, "json_schema"), "schema"));
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
    .request_members = chat_members,
};

}  // namespace wiretape::provider
