#include "wiretape/core/tape/load/reply/absent_keys.h"

#include <string_view>

#include <fmt/format.h>

#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

void refuse_member(const yaml::YamlNode& node, std::string_view name, std::string_view dialect,
                   yaml::Mistakes& mistakes) {
  const yaml::YamlMember* member = yaml::find_member(node, name);
  if (member == nullptr) return;
  mistakes.add(member->key->offset, fmt::format("'{}' in a reply of {}", name, dialect),
               "a key that the dialect has a place for");
}

}  // namespace

void refuse_absent_keys(const yaml::YamlNode& reply, const provider::Dialect& dialect, yaml::Mistakes& mistakes) {
  const yaml::YamlMember* choices = yaml::find_member(reply, "choices");
  for (const std::string_view key : dialect.write.absent_keys) {
    if (const std::size_t dot = key.find('.'); dot != std::string_view::npos) {
      const yaml::YamlMember* parent = yaml::find_member(reply, key.substr(0, dot));
      if (parent != nullptr) refuse_member(*parent->value, key.substr(dot + 1), dialect.name, mistakes);
      continue;
    }
    refuse_member(reply, key, dialect.name, mistakes);
    if (choices == nullptr) continue;
    for (const yaml::YamlNode* choice : choices->value->items)
      refuse_member(*choice, key, dialect.name, mistakes);
  }
}

}  // namespace wiretape::tape
