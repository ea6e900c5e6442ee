#include "wiretape/core/tape/emit/emit_conversation.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wiretape/core/tape/emit/emit_text_rule.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

void add_if_said(yaml::EmitNode& node, std::string_view key, const std::optional<std::string>& text) {
  if (text) node.add(key, yaml::EmitNode::spelled(yaml::emit_text(*text)));
}

void add_text_rule(yaml::EmitNode& node, const std::optional<TextRule>& rule) {
  if (rule) add_if_said(node, key_of_text(rule->kind), rule->text);
}

yaml::EmitNode tool_result(const ToolResultRule& rule) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  add_if_said(node, "name", rule.name);
  add_if_said(node, "id", rule.id);
  add_text_rule(node, rule.text);
  return node;
}

yaml::EmitNode last_message(const MessageRule& rule) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  add_if_said(node, "role", rule.role);
  add_text_rule(node, rule.text);
  if (rule.tool_result) node.add("tool_result", tool_result(*rule.tool_result));
  return node;
}

yaml::EmitNode names(const std::vector<std::string>& tools) {
  std::vector<yaml::EmitNode> items;
  items.reserve(tools.size());
  for (const std::string& tool : tools)
    items.push_back(yaml::EmitNode::spelled(yaml::emit_text(tool)));
  return yaml::EmitNode::list(std::move(items));
}

}  // namespace

void add_conversation(yaml::EmitNode& request, const ConversationRule& rule) {
  if (rule.turn) request.add("turn", yaml::EmitNode::spelled(std::to_string(*rule.turn)));
  if (rule.system) request.add("system", emit_text_rule(*rule.system));
  if (!rule.tools.empty()) request.add("tools", names(rule.tools));
  if (rule.last_message) request.add("last_message", last_message(*rule.last_message));
  if (rule.tool_result) request.add("tool_result", tool_result(*rule.tool_result));
}

}  // namespace wiretape::tape
