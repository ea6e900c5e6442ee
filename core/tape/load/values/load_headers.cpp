#include "wiretape/core/tape/load/values/load_headers.h"

#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/text/one_line.h"
#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

// headers = list of [name, value] / mapping of name: value
constexpr std::string_view pair_form = "a pair: [name, value]";

void read_field(const yaml::YamlNode& name_node, const yaml::YamlNode& value_node, wire::HttpFields& fields,
                yaml::Mistakes& mistakes) {
  const std::optional<std::string> name = yaml::read_word(name_node, "a header's name", mistakes);
  if (name && (name->empty() || wire::token_bytes.find_outside(*name) != std::string_view::npos)) {
    yaml::refuse(name_node, "a header's name: letters, digits and !#$%&'*+-.^_`|~", mistakes);
  }
  const std::optional<std::string> value = value_node.base64
                                               ? yaml::read_bytes(value_node, "a header's value", mistakes)
                                               : yaml::read_word(value_node, "a header's value", mistakes);
  if (value && !text::is_one_line(*value))
    yaml::refuse(value_node, "a header's value without CR, LF and NUL", mistakes);
  fields.push_back({.name = name.value_or(""), .value = value.value_or("")});
}

}  // namespace

wire::HttpFields read_headers(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  wire::HttpFields fields;
  if (node.kind == yaml::YamlNode::Kind::mapping) {
    for (const yaml::YamlMember& member : node.members) {
      read_field(*member.key, *member.value, fields, mistakes);
    }
    return fields;
  }
  const auto read_pair = [&](const yaml::YamlNode& item) {
    if (item.kind != yaml::YamlNode::Kind::list || item.items.size() != 2)
      return yaml::refuse(item, pair_form, mistakes);
    read_field(*item.items[0], *item.items[1], fields, mistakes);
  };
  yaml::read_list(node, "a list of [name, value] pairs, or a mapping", read_pair, mistakes);
  return fields;
}

}  // namespace wiretape::tape
