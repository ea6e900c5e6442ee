#include "wiretape/core/provider/shared/chat_members.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view result_role = "tool";

ordered_json message_json(const SketchedMessage& message, SketchedJson call) {
  ordered_json json{{"role", message.role.value_or(message.is_answer ? "assistant" : "user")},
                    {"content", message.text}};
  for (const auto& each : message.calls)
    json["tool_calls"].push_back(call(each));
  return json;
}

ordered_json tool_json(const std::string& name) {
  return {{"type", "function"}, {"function", {{"name", name}, {"parameters", {{"type", "object"}}}}}};
}

}  // namespace

ordered_json chat_call_json(const ToolResult& call) {
  return {{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", "{}"}}}};
}

ordered_json chat_result_json(const ToolResult& result) {
  return {{"role", result_role}, {"tool_call_id", result.id}, {"content", result.text}};
}

std::string chat_members(const ConversationSketch& sketch, SketchedJson call, SketchedJson result) {
  auto messages = ordered_json::array();
  if (sketch.system) messages.push_back({{"role", "system"}, {"content", *sketch.system}});
  for (const auto& message : sketch.messages) {
    for (const auto& each : message.results)
      messages.push_back(result(each));
    if (!is_said_by_results(message, result_role)) messages.push_back(message_json(message, call));
  }
  ordered_json members;
  members["messages"] = std::move(messages);
  for (const auto& name : sketch.tools)
    members["tools"].push_back(tool_json(name));
  return text::write_json(members);
}

std::string chat_members(const ConversationSketch& sketch) {
  return chat_members(sketch, chat_call_json, chat_result_json);
}

bool is_said_by_results(const SketchedMessage& message, std::string_view result_role) {
  if (message.results.empty() || message.role.value_or(std::string(result_role)) != result_role) return false;
  return message.text.empty() || message.text == message.results.back().text;
}

}  // namespace wiretape::provider
