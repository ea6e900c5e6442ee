#include "wiretape/core/tape/load/load_conversation.h"

#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

#include "wiretape/core/tape/load/values/load_text_rule.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {
namespace {

constexpr std::uint64_t most_turns = 1'000'000;

/// The keys of a mapping, those of a text's rule among them.
std::vector<yaml::KnownKey> with_text_keys(std::vector<yaml::KnownKey> keys, std::optional<TextRule>& text,
                                           yaml::Mistakes& mistakes) {
  auto text_keys = text_rule_keys(text, mistakes);
  keys.insert(keys.end(), std::move_iterator(text_keys.begin()), std::move_iterator(text_keys.end()));
  return keys;
}

// tool_result = "{" [name] [id] [text / contains / matches] "}"
ToolResultRule read_tool_result(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  ToolResultRule rule;
  const auto keys = with_text_keys(
      {{"name", [&](const yaml::YamlNode& value) { rule.name = yaml::read_text(value, "a tool's name", mistakes); }},
       {"id", [&](const yaml::YamlNode& value) { rule.id = yaml::read_word(value, "the id of a call", mistakes); }}},
      rule.text, mistakes);
  yaml::read_mapping(node, "a tool's result", keys, mistakes);
  refuse_several_text_rules(node, mistakes);
  return rule;
}

// last_message = "{" [role] [text / contains / matches] [tool_result] "}", not empty
MessageRule read_message(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  MessageRule rule;
  const auto keys = with_text_keys(
      {{"role", [&](const yaml::YamlNode& value) { rule.role = yaml::read_text(value, "a role", mistakes); }},
       {"tool_result", [&](const yaml::YamlNode& value) { rule.tool_result = read_tool_result(value, mistakes); }}},
      rule.text, mistakes);
  const bool is_mapping = yaml::read_mapping(node, "a message's rule", keys, mistakes);
  refuse_several_text_rules(node, mistakes);
  if (is_mapping && node.members.empty())
    mistakes.add(node.offset, "an empty mapping", "at least one of: role, text, contains, matches, tool_result");
  return rule;
}

std::vector<std::string> read_tools(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<std::string> names;
  const auto read_name = [&](const yaml::YamlNode& item) {
    if (auto name = yaml::read_text(item, "a tool's name", mistakes)) names.push_back(*std::move(name));
  };
  const bool is_list = yaml::read_list(node, "a list of tools' names", read_name, mistakes);
  if (is_list && node.items.empty()) mistakes.add(node.offset, "an empty list", "at least one tool's name");
  return names;
}

}  // namespace

std::vector<yaml::KnownKey> conversation_keys(ConversationRule& rule, yaml::Mistakes& mistakes) {
  return {
      {"turn", [&](const yaml::YamlNode& value) { rule.turn = yaml::read_whole(value, 0, most_turns, mistakes); }},
      {"system", [&](const yaml::YamlNode& value) { rule.system = read_text_rule(value, mistakes); }},
      {"tools", [&](const yaml::YamlNode& value) { rule.tools = read_tools(value, mistakes); }},
      {"last_message", [&](const yaml::YamlNode& value) { rule.last_message = read_message(value, mistakes); }},
      {"tool_result", [&](const yaml::YamlNode& value) { rule.tool_result = read_tool_result(value, mistakes); }},
  };
}

}  // namespace wiretape::tape
