#include "wiretape/core/tape/load_choice.h"

#include <string>
#include <utility>

#include "wiretape/core/tape/json_text.h"

namespace wiretape::tape {
namespace {

std::string read_arguments(const YamlNode& node, Mistakes& mistakes) {
  // A string is verbatim, so that a tape can hold arguments that are not JSON.
  return node.kind == YamlNode::Kind::text ? read_text(node, "arguments", mistakes).value_or("")
                                           : json_text(node, mistakes);
}

provider::ToolCallReply read_tool_call(const YamlNode& node, Mistakes& mistakes) {
  // A call without arguments still sends an object: clients parse what they get.
  provider::ToolCallReply call{.id = {}, .name = {}, .arguments = "{}"};
  read_mapping(
      node, "a tool call",
      {{"id", [&](const YamlNode& value) { call.id = read_text(value, "the call's id", mistakes); }},
       {"name",
        [&](const YamlNode& value) { call.name = read_text(value, "the function's name", mistakes).value_or(""); }},
       {"arguments", [&](const YamlNode& value) { call.arguments = read_arguments(value, mistakes); }}},
      mistakes);
  require_member(node, "a tool call", "name", mistakes);
  return call;
}

}  // namespace

std::vector<KnownKey> choice_keys(provider::ChoiceReply& choice, Mistakes& mistakes) {
  const auto text = [&mistakes](std::string& to) {
    return [&to, &mistakes](const YamlNode& value) { to = read_text(value, "text", mistakes).value_or(""); };
  };
  const auto read_call = [&choice, &mistakes](const YamlNode& item) {
    choice.tool_calls.push_back(read_tool_call(item, mistakes));
  };
  return {{"reasoning", text(choice.reasoning)},
          {"text", text(choice.text)},
          {"refusal", text(choice.refusal)},
          {"tool_calls",
           [read_call, &mistakes](const YamlNode& value) {
             read_list(value, "a list of tool calls, {name: …, arguments: …} each", read_call, mistakes);
           }},
          {"finish_reason", [&choice, &mistakes](const YamlNode& value) {
             choice.finish_reason = read_text(value, "a finish reason, such as stop", mistakes);
           }}};
}

std::vector<provider::ChoiceReply> read_choices(const YamlNode& node, Mistakes& mistakes) {
  std::vector<provider::ChoiceReply> choices;
  const auto read_choice = [&](const YamlNode& item) {
    provider::ChoiceReply choice;
    read_mapping(item, "a choice", choice_keys(choice, mistakes), mistakes);
    choices.push_back(std::move(choice));
  };
  constexpr std::string_view expected = "a list of choices, {text: …} each";
  if (read_list(node, expected, read_choice, mistakes) && choices.empty()) refuse(node, expected, mistakes);
  return choices;
}

}  // namespace wiretape::tape
