#include "wiretape/core/provider/shared/function_tools.h"

#include "wiretape/core/provider/shared/request_json.h"

namespace wiretape::provider {
namespace {

std::string name_of_function(const text::JsonValue& tool) {
  return text_of(find_member(tool.member("function"), "name"));
}

bool is_system(const text::JsonValue& message) {
  return member_says(message, "role", "system");
}

}  // namespace

std::vector<std::string> names_of_tools(const text::JsonValue& request, NameOfTool name_of) {
  std::vector<std::string> names;
  const auto tools = request.member("tools");
  if (!tools) return names;
  for (const text::JsonValue tool : tools->elements())
    names.push_back(name_of(tool));
  return names;
}

std::optional<text::JsonValue> tool_named(const text::JsonValue& request, std::string_view name, NameOfTool name_of) {
  const auto tools = request.member("tools");
  if (!tools) return std::nullopt;
  for (const text::JsonValue tool : tools->elements()) {
    if (name_of(tool) == name) return tool;
  }
  return std::nullopt;
}

std::optional<std::string> call_named(const text::JsonValue& message, std::string_view id, NameOfTool name_of) {
  const auto calls = message.member("tool_calls");
  if (!calls) return std::nullopt;
  for (const text::JsonValue call : calls->elements()) {
    if (member_says(call, "id", id)) return name_of(call);
  }
  return std::nullopt;
}

std::optional<std::string> said_by(const std::optional<text::JsonValue>& messages,
                                   bool (*is_one)(const text::JsonValue& message), std::optional<std::string> before) {
  if (!messages) return before;
  for (const text::JsonValue message : messages->elements()) {
    if (!is_one(message)) continue;
    before = (before ? *before + '\n' : "") + text_of_content(message.member("content"));
  }
  return before;
}

std::vector<std::string> functions_offered(const text::JsonValue& request) {
  return names_of_tools(request, name_of_function);
}

std::optional<std::string> schema_of_function(const text::JsonValue& request, std::string_view name) {
  const auto tool = tool_named(request, name, name_of_function);
  return tool ? written_of(find_member(tool->member("function"), "parameters")) : std::nullopt;
}

std::optional<std::string> function_called(const text::JsonValue& message, std::string_view id) {
  return call_named(message, id, name_of_function);
}

std::optional<std::string> said_by_system_messages(const text::JsonValue& request) {
  return said_by(request.member("messages"), is_system);
}

}  // namespace wiretape::provider
