#include "wiretape/core/provider/shared/function_tools.h"

#include "wiretape/core/provider/shared/request_json.h"

namespace wiretape::provider {
namespace {

std::string name_of_function(const text::JsonValue& tool) {
  return text_of(find_member(tool.member("function"), "name"));
}

}  // namespace

std::vector<std::string> functions_offered(const text::JsonValue& request) {
  std::vector<std::string> names;
  const auto tools = request.member("tools");
  if (!tools) return names;
  for (const text::JsonValue tool : tools->elements())
    names.push_back(name_of_function(tool));
  return names;
}

std::optional<std::string> schema_of_function(const text::JsonValue& request, std::string_view name) {
  const auto tools = request.member("tools");
  if (!tools) return std::nullopt;
  for (const text::JsonValue tool : tools->elements()) {
    if (name_of_function(tool) == name) return written_of(find_member(tool.member("function"), "parameters"));
  }
  return std::nullopt;
}

std::optional<std::string> function_called(const text::JsonValue& message, std::string_view id) {
  const auto calls = message.member("tool_calls");
  if (!calls) return std::nullopt;
  for (const text::JsonValue call : calls->elements()) {
    if (member_says(call, "id", id)) return name_of_function(call);
  }
  return std::nullopt;
}

std::optional<std::string> said_by_system_messages(const text::JsonValue& request) {
  std::optional<std::string> all;
  const auto messages = request.member("messages");
  if (!messages) return all;
  for (const text::JsonValue message : messages->elements()) {
    if (!member_says(message, "role", "system")) continue;
    all = (all ? *all + '\n' : "") + text_of_content(message.member("content"));
  }
  return all;
}

}  // namespace wiretape::provider
