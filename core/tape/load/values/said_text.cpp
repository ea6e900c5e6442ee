#include "wiretape/core/tape/load/values/said_text.h"

#include "wiretape/core/tape/template/text_template.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {

bool says_generated(const yaml::YamlNode& node) {
  if (node.kind != yaml::YamlNode::Kind::text || node.base64) return false;
  return (node.is_plain && node.text == "generated") || is_generated(node.text);
}

std::string read_said_text(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  if (says_generated(node)) return std::string(generated_text);
  return yaml::read_text(node, "text", mistakes).value_or("");
}

}  // namespace wiretape::tape
