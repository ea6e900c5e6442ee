#include "wiretape/core/tape/load/reply/load_tool_call.h"

#include <string>

#include "wiretape/core/tape/load/values/said_text.h"
#include "wiretape/core/tape/template/text_template.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

std::string read_arguments(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  if (says_generated(node)) return std::string(generated_text);
  // A string is verbatim, so that a tape can hold arguments that are not JSON.
  return node.kind == yaml::YamlNode::Kind::text ? yaml::read_text(node, "arguments", mistakes).value_or("")
                                                 : yaml::json_text(node, mistakes);
}

}  // namespace

provider::ToolCallReply read_tool_call(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  // A call without arguments still sends an object: clients parse what they get.
  provider::ToolCallReply call{.id = {}, .name = {}, .arguments = "{}"};
  yaml::read_mapping(
      node, "a tool call",
      {{"id", [&](const yaml::YamlNode& value) { call.id = yaml::read_text(value, "the call's id", mistakes); }},
       {"name",
        [&](const yaml::YamlNode& value) {
          call.name = yaml::read_text(value, "the function's name", mistakes).value_or("");
        }},
       {"arguments", [&](const yaml::YamlNode& value) { call.arguments = read_arguments(value, mistakes); }}},
      mistakes);
  yaml::require_member(node, "a tool call", "name", mistakes);
  return call;
}

}  // namespace wiretape::tape
