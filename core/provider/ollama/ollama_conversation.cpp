#include "wiretape/core/provider/ollama/ollama_conversation.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/shared/chat_members.h"
#include "wiretape/core/provider/shared/function_tools.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view messages_member = "messages";
constexpr std::string_view prompt_member = "prompt";
constexpr std::string_view answer_role = "assistant";
constexpr std::string_view result_role = "tool";

bool is_answer(const text::JsonValue& message) {
  return member_says(message, "role", answer_role);
}

SaidMessage said(const text::JsonValue& message) {
  return {.role = text_of(message.member("role")), .text = text_of_content(message.member("content"))};
}

std::vector<ToolResult> results(const text::JsonValue& message) {
  if (!member_says(message, "role", result_role)) return {};
  return {{.id = text_of(message.member("tool_call_id")),
           .name = text_of(message.member("tool_name")),
           .text = text_of_content(message.member("content"))}};
}

/// `json` asks for an object of any form.
std::optional<std::string> answer_schema(const text::JsonValue& request) {
  const auto format = request.member("format");
  if (format && format->says("json")) return R"({"type":"object"})";
  return format && format->is_object() ? written_of(format) : std::nullopt;
}

ordered_json call_json(const ToolResult& call) {
  return {{"id", call.id}, {"function", {{"name", call.name}, {"arguments", ordered_json::object()}}}};
}

ordered_json result_json(const ToolResult& result) {
  ordered_json json{{"role", result_role}, {"content", result.text}};
  if (!result.name.empty()) json["tool_name"] = result.name;
  if (!result.id.empty()) json["tool_call_id"] = result.id;
  return json;
}

std::string members_of_chat(const ConversationSketch& sketch) {
  return chat_members(sketch, call_json, result_json);
}

bool is_never_an_answer(const text::JsonValue& /*prompt*/) {
  return false;
}

SaidMessage said_by_prompt(const text::JsonValue& prompt) {
  return {.role = "user", .text = text_of(prompt)};
}

std::vector<ToolResult> no_results(const text::JsonValue& /*prompt*/) {
  return {};
}

std::optional<std::string> no_tool(const text::JsonValue& /*prompt*/, std::string_view /*id*/) {
  return std::nullopt;
}

std::optional<std::string> system_member(const text::JsonValue& request) {
  const auto system = request.member("system");
  return system && system->is_text() ? std::optional(text_of(system)) : std::nullopt;
}

std::vector<std::string> no_tools(const text::JsonValue& /*request*/) {
  return {};
}

/// Of the messages there is a place for the last only.
std::string generate_members(const ConversationSketch& sketch) {
  ordered_json members = ordered_json::object();
  if (sketch.system) members["system"] = *sketch.system;
  if (!sketch.messages.empty()) members[std::string(prompt_member)] = sketch.messages.back().text;
  return text::write_json(members);
}

}  // namespace

constinit const DialectConversation ollama_chat_conversation{
    .messages = messages_member,
    .answer_role = answer_role,
    .is_answer = is_answer,
    .said = said,
    .results = results,
    .tool_called = function_called,
    .system = said_by_system_messages,
    .tools = functions_offered,
    .arguments_schema = schema_of_function,
    .answer_schema = answer_schema,
    .request_members = members_of_chat,
};

constinit const DialectConversation ollama_generate_conversation{
    .messages = prompt_member,
    .answer_role = answer_role,
    .takes_text = true,
    .is_answer = is_never_an_answer,
    .said = said_by_prompt,
    .results = no_results,
    .tool_called = no_tool,
    .system = system_member,
    .tools = no_tools,
    .answer_schema = answer_schema,
    .request_members = generate_members,
};

}  // namespace wiretape::provider
