#include "wiretape/core/provider/cohere_chat/cohere_chat_conversation.h"

#include <utility>

#include "wiretape/core/provider/shared/chat_members.h"
#include "wiretape/core/provider/shared/function_tools.h"
#include "wiretape/core/provider/shared/request_json.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view messages_member = "messages";
constexpr std::string_view answer_role = "assistant";
constexpr std::string_view result_role = "tool";

bool is_answer(const text::JsonValue& message) {
  return member_says(message, "role", answer_role);
}

SaidMessage said(const text::JsonValue& message) {
  return {.role = text_of(message.member("role")), .text = text_of_content(message.member("content"))};
}

std::string text_of_document(const text::JsonValue& part) {
  const auto data = find_member(part.member("document"), "data");
  if (data && data->is_text()) return text_of(data);
  return data ? std::string(data->written()) : text_of(part.member("text"));
}

std::string text_of_result(const std::optional<text::JsonValue>& content) {
  if (!content || !content->is_array()) return text_of(content);
  std::string all;
  bool is_first = true;
  for (const text::JsonValue part : content->elements()) {
    if (!std::exchange(is_first, false)) all += '\n';
    all += text_of_document(part);
  }
  return all;
}

std::vector<ToolResult> results(const text::JsonValue& message) {
  if (!member_says(message, "role", result_role)) return {};
  return {
      {.id = text_of(message.member("tool_call_id")), .name = {}, .text = text_of_result(message.member("content"))}};
}

/// `json_object` asks for an object of any form.
std::optional<std::string> answer_schema(const text::JsonValue& request) {
  const auto format = request.member("response_format");
  if (!format || !member_says(*format, "type", "json_object")) return std::nullopt;
  for (const std::string_view name : {"json_schema", "schema"}) {
    if (auto schema = written_of(format->member(name))) return schema;
  }
  return R"({"type":"object"})";
}

}  // namespace

constinit const DialectConversation cohere_chat_conversation{
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
    .request_members = chat_members,
};

}  // namespace wiretape::provider
