#include "wiretape/core/tape/load/reply/load_choice.h"

#include <string>
#include <utility>

#include "wiretape/core/tape/load/reply/load_block.h"
#include "wiretape/core/tape/load/reply/load_tool_call.h"
#include "wiretape/core/tape/load/values/said_text.h"

namespace wiretape::tape {

std::vector<yaml::KnownKey> choice_keys(provider::ChoiceReply& choice, yaml::Mistakes& mistakes) {
  const auto text = [&mistakes](std::string& to) {
    return
        [&to, &mistakes](const yaml::YamlNode& value) { to = yaml::read_text(value, "text", mistakes).value_or(""); };
  };
  const auto read_call = [&choice, &mistakes](const yaml::YamlNode& item) {
    choice.tool_calls.push_back(read_tool_call(item, mistakes));
  };
  return {
      {"reasoning", text(choice.reasoning)},
      {"text", [&choice, &mistakes](const yaml::YamlNode& value) { choice.text = read_said_text(value, mistakes); }},
      {"refusal", text(choice.refusal)},
      {"tool_calls",
       [read_call, &mistakes](const yaml::YamlNode& value) {
         yaml::read_list(value, "a list of tool calls, {name: …, arguments: …} each", read_call, mistakes);
       }},
      {"blocks", [&choice, &mistakes](const yaml::YamlNode& value) { choice.blocks = read_blocks(value, mistakes); }},
      {"stop_sequence",
       [&choice, &mistakes](const yaml::YamlNode& value) {
         choice.stop_sequence = yaml::read_text(value, "a stop sequence", mistakes);
       }},
      {"finish_reason", [&choice, &mistakes](const yaml::YamlNode& value) {
         choice.finish_reason = yaml::read_text(value, "a finish reason, such as stop", mistakes);
       }}};
}

std::vector<provider::ChoiceReply> read_choices(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<provider::ChoiceReply> choices;
  const auto read_choice = [&](const yaml::YamlNode& item) {
    provider::ChoiceReply choice;
    yaml::read_mapping(item, "a choice", choice_keys(choice, mistakes), mistakes);
    choices.push_back(std::move(choice));
  };
  constexpr std::string_view expected = "a list of choices, {text: …} each";
  if (yaml::read_list(node, expected, read_choice, mistakes) && choices.empty()) yaml::refuse(node, expected, mistakes);
  return choices;
}

}  // namespace wiretape::tape
