#include "wiretape/core/yaml/node_json.h"

#include <cstddef>

#include "wiretape/core/text/json/json_text.h"

namespace wiretape::yaml {
namespace {

// The loader's depth limit bounds the recursion.
void append_value(std::string& out, const YamlNode& node, Mistakes& mistakes);

void append_list(std::string& out, const YamlNode& node, Mistakes& mistakes) {
  out += '[';
  for (std::size_t index = 0; index < node.items.size(); ++index) {
    if (index > 0) out += ',';
    append_value(out, *node.items[index], mistakes);
  }
  out += ']';
}

void append_mapping(std::string& out, const YamlNode& node, Mistakes& mistakes) {
  out += '{';
  for (std::size_t index = 0; index < node.members.size(); ++index) {
    if (index > 0) out += ',';
    text::append_json_string(out, node.members[index].key->text);
    out += ':';
    append_value(out, *node.members[index].value, mistakes);
  }
  out += '}';
}

void append_value(std::string& out, const YamlNode& node, Mistakes& mistakes) {
  switch (node.kind) {
    case YamlNode::Kind::nothing:
      mistakes.add(node.offset, "no value", "a JSON value", "write null or \"\" for an empty one");
      return;
    case YamlNode::Kind::null:
    case YamlNode::Kind::boolean:
    case YamlNode::Kind::number:
      out += node.text;
      return;
    case YamlNode::Kind::text:
      if (node.base64) mistakes.add(node.offset, "!b64 inside JSON", "text", "JSON has no bytes");
      text::append_json_string(out, node.text);
      return;
    case YamlNode::Kind::list:
      append_list(out, node, mistakes);
      return;
    case YamlNode::Kind::mapping:
      append_mapping(out, node, mistakes);
      return;
  }
}

}  // namespace

std::string json_text(const YamlNode& node, Mistakes& mistakes) {
  std::string out;
  append_value(out, node, mistakes);
  return out;
}

}  // namespace wiretape::yaml
